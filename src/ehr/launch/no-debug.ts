/**
 * Stands in for the package `debug` in what ships. fhirclient prints whole token responses through it when
 * `localStorage.debug` is set; here there is nothing to set.
 */
const silent = Object.assign(() => {}, { extend: () => silent });
const createDebug = (): typeof silent => silent;

// fhirclient is CommonJS and calls what `require('debug')` gives it: this name is what `require` of an ES module gives.
export { createDebug as 'module.exports' };
