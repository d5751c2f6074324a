//! Many accounts: sessions, credentials and the fan-out over them, against scripted answers.
#![forbid(unsafe_code)]

mod arguments;
mod chains;
mod credentials;
mod fleet;
mod limits;
mod refusals;
mod sessions;
