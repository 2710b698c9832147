//! The sandbox shop over real loopback HTTP, held to Kash's published page.

mod client;
mod faults;
mod fields;
mod listings;
mod lists;
mod pages;
mod sales;
