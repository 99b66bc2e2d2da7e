/** The sampler as JMeter calls it, without JMeter around it. */
package dev.rdplab.jmeter;
