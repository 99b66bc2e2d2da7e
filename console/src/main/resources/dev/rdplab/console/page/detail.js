// One connection: verdict, waterfall, sequence, fields of any message, and what can be kept.
import {$, get, h, hasToken, hex, keep, ms, pill} from './api.js';

const title = e => e.carries ? `${e.pdu} (${e.carries})` : e.pdu || 'bytes not understood';
const RECORD = /^tls ([<>]) (.*?) (\d+)$/;
let shown = 0;

export const number = () => shown;

export async function show(wanted, focus) {
  shown = wanted;
  const place = $('detail');
  place.hidden = !wanted;
  if (!wanted) return;
  try {
    const c = await get('/connections/' + wanted);
    if (shown !== wanted) return;
    place.replaceChildren(head(wanted), ...[verdict(c), faults(c), kept(c), waterfall(c), sequence(c)].flat(Infinity).filter(Boolean));
  } catch (problem) {
    if (shown !== wanted) return;
    place.replaceChildren(head(wanted), h('p', {class: 'soft'}, problem.status === 404 ? 'This connection is still open, or no longer kept. It shows here when it is over.' : problem.message));
  }
  if (focus) { $('detail-title').focus(); place.scrollIntoView({block: 'nearest'}); }
}

const head = n => h('div', {class: 'detail-top'}, h('h2', {id: 'detail-title', tabindex: '-1'}, 'Connection ' + n), h('button', {type: 'button', on: {click: () => { location.hash = ''; }}}, 'Close'));

function verdict(c) {
  return h('div', {class: 'card verdict ' + (c.completed ? 'good' : '')},
    h('p', {class: 'big'}, c.completed ? 'The handshake completed.' : ['Failed in ', h('strong', {}, c.stage || 'a stage behind encryption'), ': ', h('strong', {}, c.says), '.']),
    c.cause && h('p', {}, h('strong', {}, 'Most likely: '), c.cause, ' ', pill('plain', c.confidence)),
    c.fix && h('p', {}, h('strong', {}, 'Fix: '), c.fix),
    h('dl', {}, [['scenario', c.scenario], ['ending', c.ending + (c.completed ? '' : hex(c.code))], ['client', c.client || 'unknown'], ['over at', new Date(c.time).toLocaleString()], ['took', ms(c.durationMs)], ['mstsc would show', `${c.mstsc} (${c.mstscConfidence})`],
      ['server sent last', c.lastSent || 'nothing'], ['server received last', c.lastReceived || 'nothing'], ['detail', c.detail]].filter(([, text]) => text).map(([name, text]) => [h('dt', {}, name), h('dd', {}, text)])),
    c.problems.length > 0 && h('ul', {class: 'note'}, c.problems.map(p => h('li', {}, p))));
}

const faults = c => c.faultOutcomes.length > 0 && [h('h3', {}, 'Faults of the scenario'), h('ul', {}, c.faultOutcomes.map(f =>
  h('li', {}, f.triggered ? pill('good', 'triggered') : pill('warn', 'not triggered'), ' ', f.at, f.why && h('span', {class: 'soft'}, ': ' + f.why))))];

function kept(c) {
  const said = h('span', {role: 'status'});
  const button = (text, path) => h('button', {type: 'button', on: {click: () => keep(path).catch(problem => { said.textContent = problem.message; })}}, text);
  const at = `/connections/${c.number}/`;
  return h('p', {class: 'keep'}, button('Capture (pcapng)', at + 'capture'), button('Evidence (ZIP)', at + 'evidence'), !hasToken() && h('a', {href: at + 'report', target: '_blank', rel: 'noopener'}, 'Report'), said);
}

function waterfall(c) {
  const end = Math.max(c.durationMs, ...c.stages.map(s => s.startMs + s.durationMs), 0.001);
  return [h('h3', {}, 'Time per stage'), h('div', {class: 'fall'}, c.stages.map((s, i) => {
    const bar = h('span', {class: i < c.stages.length - 1 ? null : c.completed ? 'last-good' : 'last-bad'});
    bar.style.left = 100 * s.startMs / end + '%';
    bar.style.width = 100 * s.durationMs / end + '%';
    return [h('span', {}, s.stage), h('span', {class: 'track', 'aria-hidden': 'true'}, bar), h('span', {class: 'num'}, `${ms(s.durationMs)}, ${s.bytesReceived} B in, ${s.bytesSent} B out`)];
  }))];
}

function fields(m) {
  return [m.problem && h('p', {}, pill('warn', 'does not decode'), ' ', m.problem),
    m.fields.length > 0 && h('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'fields'}, h('table', {}, h('thead', {}, h('tr', {}, ['offset', 'length', 'field', 'meaning', 'bytes'].map(t => h('th', {scope: 'col'}, t)))),
      h('tbody', {}, m.fields.map(f => h('tr', {}, h('td', {}, f.offset), h('td', {}, f.length), h('td', {}, f.field), h('td', {class: 'meaning'}, f.meaning), h('td', {}, f.bytes.length > 128 ? f.bytes.slice(0, 128) + '…' : f.bytes)))))),
    !m.fields.length && h('pre', {tabindex: '0'}, m.bytes)];
}

function message(c, e, up) {
  const label = [h('span', {class: 'hide'}, up ? 'client to server: ' : 'server to client: '), h('span', {class: 'pdu'}, title(e)), h('span', {class: 'size'}, e.length + ' B')];
  const classes = `arrow ${up ? 'up' : 'down'} ${e.tls ? 'tls' : ''}`;
  if (e.tls || !e.length) return h('div', {class: classes}, label);
  const inside = h('div', {class: 'fields'});
  const open = h('details', {on: {toggle: async () => {
    if (!open.open || inside.firstChild) return;
    try {
      inside.append(...fields(await get(`/connections/${c.number}/messages/${e.index}`)).filter(Boolean));
    } catch (problem) {
      inside.append(problem.message);
    }
  }}}, h('summary', {}, label), inside);
  return h('div', {class: classes}, open);
}

function record(e) {
  const found = RECORD.exec(e.detail);
  return e.kind === 'signal' && found ? {...e, kind: found[1] === '>' ? 'sent' : 'received', pdu: found[2], length: +found[3], tls: true} : e;
}

function sequence(c) {
  return [...new Set(c.transcript.map(e => e.end))].map(end => {
    const events = c.transcript.filter(e => e.end === end).map(record);
    return [h('h3', {}, `Messages, as the ${end} saw them`), h('p', {class: 'soft small'}, 'Open a message for its fields.'),
      h('div', {class: 'lanes', 'aria-hidden': 'true'}, h('span', {}, 'client'), h('span', {}, 'server')),
      h('ol', {class: 'sequence'}, events.map(e => h('li', {class: e.kind === 'stage' ? 'stage' : null}, h('span', {class: 'when'}, ms(e.ms)),
        e.kind === 'stage' ? h('span', {}, e.detail) : e.kind === 'sent' || e.kind === 'received' ? message(c, e, (e.kind === 'sent') === (end === 'client'))
          : h('div', {class: 'event ' + e.kind}, {fault: 'Fault: ', tls: 'TLS up: ', ending: 'End: ', deviation: 'Deviation: '}[e.kind] || '', e.detail)))),
      c.omittedEvents > 0 && h('p', {class: 'note'}, `${c.omittedEvents} events more were left out`)];
  });
}
