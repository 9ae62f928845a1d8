// comments fetches what other people have written, from a site that is not this
// one, when the reader asks for it and not before.
export function comments() {
  const section = document.querySelector("[data-comments]");
  if (!section) return;
  const button = section.querySelector("button");
  const status = section.querySelector("[role=status]");
  button.disabled = false;
  button.addEventListener("click", () => {
    const script = document.createElement("script");
    for (const attribute of section.querySelector("template").content.firstElementChild.attributes) {
      script.setAttribute(attribute.name, attribute.value);
    }
    script.async = true;
    script.onload = () => button.parentElement.remove();
    script.onerror = () => {
      script.remove();
      button.disabled = false;
      status.textContent = status.dataset.failed;
    };
    button.disabled = true;
    status.textContent = "";
    script.src = section.dataset.comments;
    section.append(script);
  });
}
