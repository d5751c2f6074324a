//! Credentials that refresh, against a clock that the tests move and an STS that they script.

mod clock;
mod differences;
mod dropped;
mod logs;
mod ours;
mod outage;
mod partial;
mod play;
mod released;
mod scenario;
mod secrets;
mod spread;
mod stampede;
mod stores;
mod sts;
mod subject;
mod suite;
mod torn;
