//! The sandbox shop over real loopback HTTP, held to Kash's published page.

mod client;
mod command;
mod edits;
mod faults;
mod fields;
mod listings;
mod lists;
mod login;
mod pages;
mod sales;
mod view;
