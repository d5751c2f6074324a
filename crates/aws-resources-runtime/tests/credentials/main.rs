//! Credentials that refresh, against a clock that the tests move and an STS that they script.

mod clock;
mod differences;
mod ours;
mod play;
mod released;
mod scenario;
mod sts;
mod subject;
mod suite;
