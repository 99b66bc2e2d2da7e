/**
 * The life of one connection as a pure state machine: {@link dev.rdplab.transport.life.Life} takes events and answers with the
 * next phase and the actions to carry out. It touches no socket, thread or clock.
 */
package dev.rdplab.transport.life;
