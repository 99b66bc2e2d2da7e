// The table of connections, the newest first.
import {$, h, hex, notTriggered, pill} from './api.js';

const MOST = 1000;
const ALL_STAGES = 11; // of a usual connection; more are shown when there are more
const rows = new Map();
let waiting = new Map();
let frame = 0;
let selected = 0;

/** Adds or changes a connection; drawn with the next frame, however many there are. */
export function put(connection) {
  waiting.set(connection.number, connection);
  frame ||= requestAnimationFrame(draw);
}

export function stage({number, stage, ms}) {
  const known = waiting.get(number) || rows.get(number)?.connection;
  if (known && known.ending == null) put({...known, stages: [...known.stages, {stage, ms}]});
}

/** Forgets all and shows these. */
export function all(connections) {
  waiting = new Map(connections.map(c => [c.number, c]));
  for (const number of [...rows.keys()]) if (!waiting.has(number)) drop(number);
  frame ||= requestAnimationFrame(draw);
}

export function select(number) {
  selected = number;
  for (const [n, row] of rows) row.element.setAttribute('aria-selected', n === number);
}

function drop(number) {
  rows.get(number)?.element.remove();
  rows.delete(number);
}

function draw() {
  frame = 0;
  const body = $('rows');
  const now = [...waiting.values()].sort((a, b) => a.number - b.number);
  waiting = new Map();
  for (const connection of now) {
    const element = row(connection);
    const there = rows.get(connection.number);
    if (there) {
      const focused = there.element.contains(document.activeElement);
      there.element.replaceWith(element);
      if (focused) element.querySelector('a').focus();
    } else {
      const before = [...body.children].find(other => +other.dataset.number < connection.number);
      body.insertBefore(element, before || null);
    }
    rows.set(connection.number, {element, connection});
  }
  for (const number of [...rows.keys()].sort((a, b) => a - b).slice(0, Math.max(0, rows.size - MOST))) drop(number);
  filter();
}

function bar(c) {
  const over = c.ending != null;
  const names = c.stages.map(s => s.stage).filter((s, i, list) => s !== list[i - 1]);
  const last = over ? (c.completed ? 'good' : 'bad') : 'now';
  const count = Math.max(ALL_STAGES, names.length);
  const cells = Array.from({length: count}, (_, i) => h('i', {class: i < names.length - 1 ? 'past' : i === names.length - 1 ? last : ''}));
  const here = over ? c.stage || 'behind encryption' : names[names.length - 1] || 'connect';
  return [h('span', {class: 'stages', 'aria-hidden': 'true'}, cells), h('span', {class: 'stage-name'}, here)];
}

function verdict(c) {
  if (c.ending == null) return pill('plain', 'open');
  const parts = [c.completed ? pill('good', 'completed') : c.cause ? h('span', {}, c.cause, ' ', pill('plain', c.confidence)) : h('span', {class: 'soft'}, 'no known cause fits')];
  const idle = notTriggered(c);
  if (idle.length) parts.push(' ', h('span', {class: 'pill warn', title: idle.map(f => f.at + ': ' + f.why).join('\n')}, 'fault not triggered'));
  return parts;
}

/** A name that may be broken behind its slash and its hyphens. */
const parts = name => name.split(/(?<=[/-])/).flatMap((part, i) => i ? [h('wbr'), part] : [part]);

function row(c) {
  const over = c.ending != null;
  const time = over ? new Date(c.time).toLocaleTimeString([], {hour12: false}) : 'now';
  const cells = [['time', time], ['client', c.client || ''], ['scenario', parts(c.scenario)], ['stages', bar(c)],
    ['ending', over && h('span', {}, c.ending, h('span', {class: 'code'}, c.completed ? '' : hex(c.code)), h('span', {class: 'soft'}, c.by ? ' by the ' + c.by : ''))],
    ['mstsc would show', over && [c.mstsc, ' ', h('span', {class: 'soft small'}, c.mstscConfidence)]], ['ms', over ? c.durationMs.toFixed(0) : ''], ['verdict', verdict(c)]];
  return h('tr', {'data-number': c.number, 'aria-selected': String(c.number === selected), on: {click: e => { if (e.target.tagName !== 'A') location.hash = 'c' + c.number; }}},
    h('th', {scope: 'row', class: 'num', 'data-title': 'no.'}, h('a', {href: '#c' + c.number, 'aria-label': 'connection ' + c.number}, c.number)),
    cells.map(([title, content]) => h('td', {'data-title': title, class: title === 'ms' ? 'num' : title === 'verdict' ? 'wide' : null}, content)));
}

const KINDS = {
  '': () => true, open: c => c.ending == null, failed: c => c.ending != null && !c.completed, completed: c => c.completed === true,
  idle: c => c.ending != null && notTriggered(c).length > 0
};

export function filter() {
  const words = $('text').value.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = KINDS[$('kind').value];
  let shown = 0;
  for (const {element, connection: c} of rows.values()) {
    const text = [c.number, c.client, c.scenario, c.stage, c.ending, c.mstsc, c.cause, c.detail].join(' ').toLowerCase();
    element.hidden = !(fits(c) && words.every(word => text.includes(word)));
    shown += !element.hidden;
  }
  $('none').hidden = rows.size > 0;
  $('table').hidden = rows.size === 0;
  $('shown').textContent = rows.size === 0 ? '' : `${shown} of ${rows.size} shown`;
}

export function begin() {
  $('filter').addEventListener('submit', e => e.preventDefault());
  $('text').addEventListener('input', filter);
  $('kind').addEventListener('input', filter);
  $('rows').addEventListener('keydown', e => {
    const next = {ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling'}[e.key];
    let to = next && e.target.closest('tr')?.[next];
    while (to?.hidden) to = to[next];
    if (to) { e.preventDefault(); to.querySelector('a').focus(); }
  });
}
