/**
 * What a flow's module exports, by version 1 of its interface; the Go package
 * demo/wasm describes it.
 * @typedef {object} Module
 * @property {WebAssembly.Memory} memory
 * @property {WebAssembly.Global} abi_version
 * @property {WebAssembly.Global} text
 * @property {WebAssembly.Global} text_size
 * @property {WebAssembly.Global} state
 * @property {WebAssembly.Global} state_size
 * @property {(seed: number) => void} restart
 * @property {() => number} screen where it is
 * @property {(field: number, value: number) => void} input types a text of a length, or chooses an option
 * @property {(button: number) => number} press 1 done, 0 refused, 2 refused and led elsewhere, -1 if it cannot be pressed
 * @property {(button: number) => number} enabled 1 if a button of the screen can be pressed
 * @property {(seconds: number) => void} tick lets time pass
 * @property {(timer: number) => number} left the seconds that a timer still runs
 * @property {(field: number) => void} refresh draws another captcha
 * @property {(field: number) => number} error the code of a field's error: 0 for none
 * @property {(field: number) => number} value the option chosen in a field, or the length of its text
 * @property {(field: number) => number} shown the length of what a captcha or the phone shows
 * @property {(slot: number) => number} recorded the option that the record has, or the length of its text; only where texts name values
 */

/**
 * A flow's WebAssembly module at work: what it exports, with texts in place of
 * what lies in its memory. Fields, buttons and screens are numbers.
 * @typedef {ReturnType<typeof simulation>} Simulation
 */

/**
 * Starts the module in a response. Rejects if that is not possible.
 * @param {Response} response
 */
export async function load(response) {
  if (!response.ok) throw new Error(response.url);
  // Not instantiateStreaming: many web servers do not know the type of .wasm.
  const { instance } = await WebAssembly.instantiate(await response.arrayBuffer());
  return simulation(/** @type {any} */ (instance.exports));
}

/** @param {Module} module */
function simulation(module) {
  if (module.abi_version.value !== 1) throw new Error("unknown interface");
  const { buffer } = module.memory; // modules never grow their memory
  const text = new DataView(buffer, module.text.value, 2 * module.text_size.value);
  const state = new Uint8Array(buffer, module.state.value, module.state_size.value);
  /**
   * Hands a text to the module, cut off where there is no room for more, and
   * returns its length.
   * @param {string} value
   */
  const write = (value) => {
    const length = Math.min(value.length, text.byteLength / 2);
    for (let i = 0; i < length; i++) text.setUint16(2 * i, value.charCodeAt(i), true);
    return length;
  };
  /**
   * Takes a text of some length from the module.
   * @param {number} length
   */
  const read = (length) => {
    let value = "";
    for (let i = 0; i < length; i++) value += String.fromCharCode(text.getUint16(2 * i, true));
    return value;
  };
  return {
    ...module,
    restart: () => module.restart(Math.random() * 2 ** 31),
    /**
     * Types a text into a field, or chooses one of its options: from 1, or 0 for none.
     * @param {number} field
     * @param {string | number} value
     */
    input: (field, value) => module.input(field, typeof value === "string" ? write(value) : value),
    /**
     * The text in a field.
     * @param {number} field
     */
    typed: (field) => read(module.value(field)),
    /**
     * What a captcha or the phone shows.
     * @param {number} field
     */
    shown: (field) => read(module.shown(field)),
    /** The whole state, to be given back to restore. */
    save: () => state.slice(),
    /** @param {Uint8Array} saved */
    restore: (saved) => state.set(saved),
  };
}
