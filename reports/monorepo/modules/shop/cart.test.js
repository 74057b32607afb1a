import assert from "node:assert/strict";
import test from "node:test";
import { Cart } from "./cart.js";

test("a cart counts", () => {
  const cart = new Cart().put("lamp").put("lamp", 2).put("chair");
  assert.equal(cart.count, 4);
  assert.equal(cart.drop("lamp"), true);
  assert.equal(cart.count, 1);
});

test("no half things", () => {
  assert.throws(() => new Cart().put("lamp", 0.5), RangeError);
});
