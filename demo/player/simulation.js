/**
 * A flow's WebAssembly module, by its interface version 1. Fields, buttons and
 * screens are numbers.
 */
export class Simulation {
  /** Starts the module in a response. Rejects where that is not possible. */
  static async load(response) {
    if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
    // Not instantiateStreaming: many web servers do not know the type of .wasm.
    const { instance } = await WebAssembly.instantiate(await response.arrayBuffer());
    return new Simulation(instance.exports);
  }

  constructor(exports) {
    if (exports.abi_version.value !== 1) throw new Error('unknown interface of the module');
    this.module = exports;
    this.buffer = exports.memory.buffer; // modules never grow their memory
    this.text = new DataView(this.buffer, exports.text.value, 2 * exports.text_size.value);
    this.state = new Uint8Array(this.buffer, exports.state.value, exports.state_size.value);
  }

  restart() {
    this.module.restart(Math.random() * 2 ** 31);
  }

  /** The number of the screen. */
  screen() {
    return this.module.screen();
  }

  /** Types a text into a field. */
  type(field, text) {
    const length = Math.min(text.length, this.text.byteLength / 2);
    for (let i = 0; i < length; i++) this.text.setUint16(2 * i, text.charCodeAt(i), true);
    this.module.input(field, length);
  }

  /** Chooses an option of a field: from 1, or 0 for none. */
  choose(field, option) {
    this.module.input(field, option);
  }

  /** Presses a button: 1 done, 0 refused, 2 refused and led elsewhere, -1 not to be pressed. */
  press(button) {
    return this.module.press(button);
  }

  /** Whether a button of the screen can be pressed. */
  enabled(button) {
    return this.module.enabled(button) === 1;
  }

  /** Lets time pass. */
  tick(seconds) {
    this.module.tick(seconds);
  }

  /** The seconds that a timer still runs. */
  left(timer) {
    return this.module.left(timer);
  }

  refresh(field) {
    this.module.refresh(field);
  }

  /** The code of a field's error: 0 for none. */
  error(field) {
    return this.module.error(field);
  }

  /** The text in a field. */
  typed(field) {
    return this.exchanged(this.module.value(field));
  }

  /** The option chosen in a field. */
  chosen(field) {
    return this.module.value(field);
  }

  /** What a captcha or the phone shows. */
  shown(field) {
    return this.exchanged(this.module.shown(field));
  }

  exchanged(length) {
    let text = '';
    for (let i = 0; i < length; i++) text += String.fromCharCode(this.text.getUint16(2 * i, true));
    return text;
  }

  /** The whole state, to be given back to restore. */
  save() {
    return this.state.slice();
  }

  restore(state) {
    this.state.set(state);
  }
}
