// The live page: loads what there is, follows the events, and draws by the other modules.
import {$, ask, events, get, setToken} from './api.js';
import * as choose from './choose.js';
import * as detail from './detail.js';
import * as list from './list.js';

const RETRY_MS = 1000;
let accepted = 0;
let finished = 0;

function live(kind, text) {
  $('live').className = 'pill ' + kind;
  $('live').textContent = text;
}

function counts() {
  $('counts').textContent = `${accepted} accepted, ${Math.max(0, accepted - finished)} open, ${finished} over`;
}

async function health() {
  const h = await get('/health');
  const host = h.host.includes(':') ? `[${h.host}]` : h.host;
  $('role').textContent = h.role;
  $('address').textContent = `${host}:${h.port}`;
  const own = /^user (\S+), password (\S+)$/.exec(h.account);
  $('example').textContent = `xfreerdp /v:${host}:${h.port} /cert:ignore` + (own ? ` /u:${own[1]} /p:${own[2]}` : '');
  $('account').textContent = h.account;
  $('version').textContent = h.version;
  document.title = `rdplab ${host}:${h.port}`;
  [accepted, finished] = [h.accepted, h.finished];
  counts();
}

/** Everything anew: at the beginning, when events were missed, and when the server is back. */
async function load() {
  const [over, open] = [await get('/connections'), await get('/open')];
  const done = new Set(over.map(c => c.number));
  list.all([...over, ...open.filter(c => !done.has(c.number))]);
  await Promise.all([health(), choose.effect(), choose.link()]);
}

function told(event, data) {
  if (event === 'accepted') { list.put(data); accepted = Math.max(accepted, data.number); counts(); if (choose.queued()) soon(); }
  else if (event === 'stage') list.stage(data);
  else if (event === 'finished') { list.put(data); finished++; counts(); if (detail.number() === data.number) detail.show(data.number); }
  else if (event === 'dropped' || data.path === '/reset') load();
  else soon();
}

/** What is in effect, at most a few times a second. */
let pending = false;
function soon() {
  if (pending) return;
  pending = true;
  setTimeout(() => { pending = false; health().then(choose.effect).then(() => choose.link()).catch(() => {}); }, 200);
}

async function follow() {
  for (;;) {
    try {
      await events(told, () => load().then(() => live('good', 'live'), problem => live('bad', problem.message)));
      live('warn', 'disconnected');
    } catch (problem) {
      if (problem.status === 401) { $('login').hidden = false; return live('bad', 'token needed'); }
      live('bad', problem.status ? problem.message : 'the server does not answer');
    }
    await new Promise(done => setTimeout(done, RETRY_MS));
  }
}

function opened(focus) {
  const found = /^#c(\d+)$/.exec(location.hash);
  const number = found ? +found[1] : 0;
  list.select(number);
  detail.show(number, focus);
}

list.begin();
if (matchMedia('(max-width: 40rem)').matches) for (const panel of document.querySelectorAll('.panel')) panel.open = false;
addEventListener('hashchange', () => opened(true));
$('copy').addEventListener('click', () => navigator.clipboard.writeText($('address').textContent).then(() => { $('copy').textContent = 'Copied'; }, () => { $('copy').textContent = 'Select it by hand'; }));
$('reset').addEventListener('click', () => { if (confirm('Forget all connections and choices, and set the link as in the beginning?')) ask('POST', '/reset').then(load); });
async function begin() {
  follow();
  opened(false);
  await choose.begin();
}
$('login').addEventListener('submit', e => { e.preventDefault(); setToken($('token').value); $('login').hidden = true; begin(); });
begin().catch(problem => { if (problem.status !== 401) live('bad', problem.message); });
