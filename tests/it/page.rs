//! The page: its endpoints over a raw connection, and the whole of it in a browser.

mod acts;
mod browser;
mod demo;
mod driver;
mod endpoints;
mod fence;
mod health;
mod http;
mod looks;
mod metrics;
mod pictures;
mod privacy;
mod purchase;
mod service;
mod stream;
