//! The integration tests: one binary, one file for each part of the product.

mod catalogue;
