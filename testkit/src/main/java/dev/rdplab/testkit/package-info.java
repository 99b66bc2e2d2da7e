/**
 * What tests share: captures of real programs, seeded generators. Depends on no other module, so that every module's tests
 * may use it.
 */
package dev.rdplab.testkit;
