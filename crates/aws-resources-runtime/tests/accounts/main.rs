//! Accounts and regions as AWS tells them, against answers written from AWS's API reference.
#![forbid(unsafe_code)]

mod organization;
mod regions;
mod script;
mod tree;
