// The search of the site is done by a worker, which browsers refuse to pages that are read from a folder.
// There a hidden frame does its work, so that nothing has to be fetched and nothing served.
if (location.protocol === "file:") {
  // As between a page and a worker: later, and a copy.
  const told = (target, data) => {
    const copy = structuredClone(data);
    setTimeout(() => target(new MessageEvent("message", { data: copy })));
  };
  window.Worker = class {
    constructor(script) {
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      document.body.append(this.frame);
      this.inside = this.frame.contentWindow;
      this.inside.postMessage = (data) => told((event) => this.onmessage?.(event), data);
      const code = this.inside.document.createElement("script");
      code.src = new URL(script, document.baseURI);
      this.ready = new Promise((resolve) => (code.onload = resolve));
      code.onerror = (event) => this.onerror?.(event);
      this.inside.document.body.append(code);
    }
    postMessage(data) {
      this.ready.then(() => told((event) => this.inside.dispatchEvent(event), data));
    }
    terminate() {
      this.frame.remove();
    }
  };
}
