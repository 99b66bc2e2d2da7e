// Which scenario the connections to come play, and the link before the server.
import {$, ask, get, h, pill} from './api.js';

const SHOWN = 60;
const RATES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, null];
let catalogue = [];
let chosen = '';

function fits(scenario, words) {
  const text = `${scenario.path} ${scenario.summary} ${scenario.stage} ${scenario.ending} ${scenario.mstsc || ''} ${scenario.kind}`.toLowerCase();
  return words.every(word => text.includes(word));
}

function offer() {
  const found = catalogue.filter(s => fits(s, $('search').value.toLowerCase().split(/\s+/).filter(Boolean)));
  $('found').textContent = found.length > SHOWN ? `${found.length} scenarios, the first ${SHOWN} shown` : `${found.length} scenarios`;
  $('scenarios').replaceChildren(...found.slice(0, SHOWN).map(s => h('label', {title: s.playable ? null : 'a fault of the client: no server can play it'},
    h('input', {type: 'radio', name: 'scenario', value: s.path, disabled: !s.playable, checked: s.path === chosen}), h('b', {}, s.path), h('code', {}, s.mstsc || ''), h('span', {}, s.summary))));
}

async function about() {
  const s = await get('/scenarios/' + chosen);
  $('go').disabled = false;
  $('about').replaceChildren(h('dl', {}, [['expect', `${s.ending} in ${s.stage}`], ['mstsc shows', s.mstsc || 'see the connection'], ['stands for', s.cause], ['fix', s.fix]]
    .filter(([, text]) => text).map(([name, text]) => [h('dt', {}, name), h('dd', {}, text)])), h('details', {}, h('summary', {class: 'soft'}, 'the file'), h('pre', {tabindex: '0'}, file(s.file))));
}
/** Line by line: a line end is no control that must be shown. */
const file = text => text.split('\n').flatMap(line => [document.createTextNode(line), '\n'].map(part => part === '\n' ? document.createTextNode('\n') : part));

function say(place, text, bad) {
  place.textContent = text;
  place.classList.toggle('bad', !!bad);
}

async function play(event) {
  event.preventDefault();
  const to = document.querySelector('input[name=for]:checked').value;
  const request = {
    usual: ['PUT', '/usual', {}], queue: ['POST', '/queue', {connections: +$('many').value}],
    address: ['PUT', '/choices/address', {address: $('client').value.trim()}], cookie: ['PUT', '/choices/cookie', {cookie: $('cookie').value}]
  }[to];
  try {
    await ask(request[0], request[1], {...request[2], scenario: chosen});
    say($('said'), 'Playing ' + chosen);
  } catch (problem) {
    say($('said'), problem.message, true);
  }
}

let waiting = false;
/** Whether a connection takes something from the queue. */
export const queued = () => waiting;

/** What is in effect. */
export async function effect() {
  const now = await get('/choices');
  waiting = now.queue.length > 0;
  const item = (what, scenario, path) => h('li', {}, h('span', {}, what, h('b', {}, scenario)),
    path && h('button', {type: 'button', 'aria-label': `take back ${what}${scenario}`, on: {click: () => ask('DELETE', path)}}, 'take back'));
  $('effect').replaceChildren(h('ul', {}, item('every connection: ', now.usual),
    now.queue.map((q, i) => item(i ? `then ${q.connections} more: ` : `the next ${q.connections}: `, q.scenario)),
    now.queue.length > 0 && h('li', {}, h('span', {class: 'soft'}, 'the queue and all below'), h('button', {type: 'button', on: {click: () => ask('DELETE', '/choices')}}, 'take back')),
    now.addresses.map(a => item(`from ${a.address}: `, a.scenario, '/choices/address/' + encodeURIComponent(a.address))),
    now.cookies.map(c => item(`cookie ${c.cookie}: `, c.scenario, '/choices/cookie/' + encodeURIComponent(c.cookie)))));
  $('play').hidden = !now.changeable;
}

// ---- the link

const rateWord = rate => rate == null ? 'no limit' : `${rate} kB/s`;
function told() {
  $('latency-is').textContent = $('latency').value + ' ms';
  $('rate-is').textContent = rateWord(RATES[$('rate').value]);
}

export async function link(view) {
  const now = view || await get('/link');
  $('what').textContent = now.there ? `${now.backend === "embedded" ? "An" : "A"} ${now.backend} link (${now.layer}) lies before the server. It delays and limits bytes; it loses no packets.`
    : 'There is no link before the server: it was started with --link direct.';
  $('steer').hidden = !now.there;
  $('latency').value = now.latencyMs;
  const at = RATES.findIndex(rate => rate == null || now.rate != null && now.rate <= rate);
  $('rate').value = now.rate == null ? RATES.length - 1 : at;
  const silence = document.querySelector('[data-cut=silence]');
  silence.setAttribute('aria-pressed', now.silent);
  silence.textContent = now.silent ? 'End the silence' : 'Silence';
  told();
}

async function set() {
  const rate = RATES[$('rate').value];
  try {
    await link(await ask('PUT', '/link', {latencyMs: +$('latency').value, ...(rate == null ? {} : {rate})}));
    say($('link-said'), '');
  } catch (problem) {
    say($('link-said'), problem.message, true);
  }
}

async function cut(how, button) {
  if (button.getAttribute('aria-pressed') === 'true') return set();
  try {
    await link(await ask('POST', '/link/cut', {how}));
    say($('link-said'), {rst: 'Open connections were reset.', fin: 'Open connections were closed.', silence: 'No byte passes now.'}[how]);
  } catch (problem) {
    say($('link-said'), problem.message, true);
  }
}

export async function begin() {
  $('search').addEventListener('input', offer);
  $('play').addEventListener('submit', play);
  $('scenarios').addEventListener('change', e => { chosen = e.target.value; say($('said'), ''); about(); });
  for (const [field, value] of [['many', 'queue'], ['client', 'address'], ['cookie', 'cookie']]) {
    $(field).addEventListener('focus', () => { document.querySelector(`input[name=for][value=${value}]`).checked = true; });
  }
  $('steer').addEventListener('submit', e => e.preventDefault());
  for (const slider of [$('latency'), $('rate')]) { slider.addEventListener('input', told); slider.addEventListener('change', set); }
  for (const button of document.querySelectorAll('[data-cut]')) button.addEventListener('click', () => cut(button.dataset.cut, button));
  catalogue = await get('/scenarios');
  offer();
}
