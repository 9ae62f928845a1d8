// Shows a picture over the page. Fetched when the first picture is pressed.
let viewer;

// open shows the picture that a link leads to. The words on the buttons are
// those of the page.
export function open(link) {
  viewer = viewer || makeViewer(document.querySelector("[data-zoom]").dataset);
  viewer(link);
}

// step is how much a press on a button or key enlarges, tapped how much a tap.
const step = 1.5;
const tapped = 2.5;

// makeViewer builds the dialog and returns what opens it. The words are those
// of the page.
function makeViewer(words) {
  const dialog = document.createElement("dialog");
  dialog.className = "viewer";
  const stage = dialog.appendChild(document.createElement("div"));
  const img = stage.appendChild(document.createElement("img"));
  const caption = dialog.appendChild(document.createElement("p"));
  const tools = dialog.appendChild(document.createElement("div"));
  stage.className = "viewer-stage";
  tools.className = "viewer-tools";
  const view = makeView(stage, img);
  const close = button(tools, words.close, () => dialog.close());
  const smaller = button(tools, words.smaller, () => view.zoom(1 / step));
  const larger = button(tools, words.larger, () => view.zoom(step));
  view.changed = (least, most) => {
    // A button that has the focus keeps it, and says that it has no effect.
    smaller.setAttribute("aria-disabled", least);
    larger.setAttribute("aria-disabled", most);
  };
  view.left = () => dialog.close();
  document.body.append(dialog);

  let opener;
  dialog.addEventListener("keydown", (event) => view.key(event));
  dialog.addEventListener("close", () => {
    // The entry that the phone's back button would have used up.
    if (history.state && history.state.zoom) history.back();
    opener.focus({ preventScroll: true });
  });
  window.addEventListener("popstate", () => dialog.open && dialog.close());
  window.addEventListener("resize", () => dialog.open && view.fit());

  return (link) => {
    opener = link;
    const shown = link.querySelector("img");
    const figcaption = link.parentElement.querySelector("figcaption");
    dialog.setAttribute("aria-label", shown.alt);
    caption.textContent = figcaption ? figcaption.textContent : "";
    caption.hidden = !figcaption;
    history.pushState({ zoom: true }, "");
    dialog.showModal();
    close.focus();
    view.show(shown, link.href);
  };
}

function button(parent, text, act) {
  const made = parent.appendChild(document.createElement("button"));
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

// makeView lets a picture be enlarged and moved on a stage: by fingers, mouse,
// wheel and keys.
function makeView(stage, img) {
  const view = { zoom, fit, key, show, changed() {}, left() {} };
  let own; // the picture's own size in CSS pixels
  let wanted; // the address of the full picture
  let width, height, most; // as fitted, and how much larger it may become
  let scale = 1;
  let x = 0; // of the picture's middle, from the stage's
  let y = 0;

  function show(shown, full) {
    img.alt = shown.alt;
    img.src = shown.currentSrc || shown.src;
    own = { width: Number(shown.getAttribute("width")) || shown.width, height: Number(shown.getAttribute("height")) || shown.height };
    wanted = full;
    const better = new Image();
    better.onload = () => {
      if (wanted === full) img.src = full;
    };
    better.src = full;
    fit();
  }

  function fit() {
    const f = Math.min(stage.clientWidth / own.width, stage.clientHeight / own.height, 1);
    width = own.width * f;
    height = own.height * f;
    most = Math.max(4, 2 / f);
    img.style.width = width + "px";
    img.style.height = height + "px";
    scale = 1;
    x = y = 0;
    place();
  }

  // zoom changes the scale so that a point of the stage stays where it is.
  function zoom(factor, point) {
    const at = point || { x: 0, y: 0 };
    const next = Math.min(Math.max(scale * factor, 1), most);
    x = at.x - ((at.x - x) * next) / scale;
    y = at.y - ((at.y - y) * next) / scale;
    scale = next;
    place();
  }

  // place moves the picture, no further than its edges allow.
  function place() {
    const reach = (size, room) => Math.max(0, (size * scale - room) / 2);
    const reachX = reach(width, stage.clientWidth);
    const reachY = reach(height, stage.clientHeight);
    x = Math.min(Math.max(x, -reachX), reachX);
    y = Math.min(Math.max(y, -reachY), reachY);
    img.style.transform = "translate(" + x + "px," + y + "px) scale(" + scale + ")";
    stage.classList.toggle("larger", scale > 1);
    view.changed(scale <= 1, scale >= most);
  }

  function key(event) {
    const move = stage.clientWidth / 5;
    const act = {
      "+": () => zoom(step),
      "=": () => zoom(step),
      "-": () => zoom(1 / step),
      0: fit,
      ArrowLeft: () => (x += move),
      ArrowRight: () => (x -= move),
      ArrowUp: () => (y += move),
      ArrowDown: () => (y -= move),
    }[event.key];
    if (!act || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    act();
    place();
  }

  const fromMiddle = (event) => {
    const box = stage.getBoundingClientRect();
    return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 };
  };
  stage.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      zoom(Math.exp(-event.deltaY / (event.ctrlKey ? 100 : 400)), fromMiddle(event));
    },
    { passive: false },
  );
  fingers(stage, {
    drag(dx, dy) {
      x += dx;
      y += dy;
      place();
    },
    pinch: zoom,
    tap(event) {
      if (event.target === stage && scale === 1) view.left();
      else if (scale > 1) fit();
      else zoom(tapped, fromMiddle(event));
    },
    fromMiddle,
  });
  return view;
}

// fingers tells dragging, pinching and tapping apart.
function fingers(stage, act) {
  const slack = 8; // pixels that a tap may wander
  const down = new Map();
  let wandered = 0;
  stage.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!down.size) wandered = 0;
    stage.setPointerCapture(event.pointerId);
    down.set(event.pointerId, { point: act.fromMiddle(event), target: event.target });
    if (down.size > 1) wandered = slack + 1;
  });
  stage.addEventListener("pointermove", (event) => {
    const finger = down.get(event.pointerId);
    if (!finger) return;
    const before = finger.point;
    finger.point = act.fromMiddle(event);
    const dx = finger.point.x - before.x;
    const dy = finger.point.y - before.y;
    wandered += Math.abs(dx) + Math.abs(dy);
    if (down.size === 1 && wandered > slack) act.drag(dx, dy);
    if (down.size === 2) {
      const other = Array.from(down.values()).find((f) => f !== finger).point;
      const gap = (p) => Math.hypot(p.x - other.x, p.y - other.y) || 1;
      const middle = { x: (finger.point.x + other.x) / 2, y: (finger.point.y + other.y) / 2 };
      act.pinch(gap(finger.point) / gap(before), middle);
      act.drag(dx / 2, dy / 2);
    }
  });
  const up = (event) => {
    const finger = down.get(event.pointerId);
    if (!finger) return;
    down.delete(event.pointerId);
    if (event.type === "pointerup" && !down.size && wandered <= slack) {
      act.tap({ clientX: event.clientX, clientY: event.clientY, target: finger.target });
    }
  };
  stage.addEventListener("pointerup", up);
  stage.addEventListener("pointercancel", up);
}
