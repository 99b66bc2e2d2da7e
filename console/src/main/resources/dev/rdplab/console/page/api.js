// The HTTP interface as openapi.yaml describes it, and what the other modules share.

let token = sessionStorage.getItem('token') || '';
export const setToken = text => { token = text; sessionStorage.setItem('token', text); };
export const hasToken = () => token !== '';
const headers = more => (token ? {Authorization: 'Bearer ' + token, ...more} : more);

/** The answer as JSON. Fails with the message that the server gave, and its status. */
export async function ask(method, path, body) {
  const response = await fetch(path, {method, headers: headers(body ? {'Content-Type': 'application/json'} : {}), body: body && JSON.stringify(body)});
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.error), {status: response.status});
  return answer;
}
export const get = path => ask('GET', path);

/** Keeps what a path answers as a file. */
export async function keep(path) {
  const response = await fetch(path, {headers: headers({})});
  if (!response.ok) throw new Error((await response.json()).error);
  const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') || '');
  const url = URL.createObjectURL(await response.blob());
  h('a', {href: url, download: name ? name[1] : 'rdplab'}).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Server-sent events until the stream ends. By fetch, since an EventSource cannot send a token. */
export async function events(tell, begun) {
  const response = await fetch('/events', {headers: headers({})});
  if (!response.ok) throw Object.assign(new Error((await response.json()).error), {status: response.status});
  begun();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const {value, done} = await reader.read();
    if (done) return;
    const parts = (rest + value).split('\n\n');
    rest = parts.pop();
    for (const part of parts) {
      const found = /^event: (\w+)\ndata: (.*)$/.exec(part);
      if (found) tell(found[1], JSON.parse(found[2]));
    }
  }
}

/** What a peer sent may hold controls, and marks that turn the direction of text: they are shown, not obeyed. */
export const visible = text => String(text).replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
  c => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));

/** An element. Texts become text nodes, so nothing is taken for markup. */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === 'on') for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter(child => child != null && child !== '' && child !== false).map(child => child instanceof Node ? child : visible(child)));
  return element;
}
export const $ = id => document.getElementById(id);
export const pill = (kind, text) => h('span', {class: 'pill ' + kind}, text);
export const ms = value => value >= 10_000 ? (value / 1000).toFixed(1) + ' s' : value >= 10 ? value.toFixed(0) + ' ms' : value.toFixed(1) + ' ms';
export const hex = code => code == null ? '' : code > 255 ? ' 0x' + code.toString(16).toUpperCase() : ' ' + code;
export const notTriggered = c => c.faultOutcomes.filter(f => !f.triggered && !f.why.startsWith('it is '));
