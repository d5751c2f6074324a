//! What all comparisons need: the programs, and how often they are run.

use std::{ffi::OsString, path::PathBuf};

use super::{
    peer::Peer,
    python::{Python, definitions, script},
    server::{Far, Server},
};
use crate::guard;

pub(crate) struct Lab {
    pub(crate) quick: bool,
    pub(crate) boto3: Option<Python>,
    pub(crate) aioboto3: Option<Python>,
    programs: PathBuf,
    definitions: PathBuf,
}

impl Lab {
    /// Builds the programs, and installs the Python peers, all of which a `whole` run must have.
    pub(crate) fn new(quick: bool, whole: bool) -> Result<Self, String> {
        for package in ["far-end", "first-item", "measures"] {
            guard::build(package)?;
        }
        let (boto3, aioboto3) = (Python::of("boto3", whole)?, Python::of("aioboto3", whole)?);
        Ok(Self { quick, boto3, aioboto3, programs: guard::target().join("release"), definitions: definitions()? })
    }

    /// How many rounds there are, in a run that counts.
    pub(crate) fn rounds(&self, count: usize) -> usize {
        if self.quick { 2 } else { count }
    }

    /// How many there are of something, in a run that counts and in a quick one.
    pub(crate) fn size(&self, full: usize, quick: usize) -> usize {
        if self.quick { quick } else { full }
    }

    pub(crate) fn server(&self, far: Far) -> Result<Server, String> {
        Server::start(&self.programs, far)
    }

    /// One of bench/'s programs.
    pub(crate) fn program(&self, peer: &str, program: &str, arguments: &[&str]) -> Peer {
        Peer::new(peer, &self.programs.join(program), arguments)
    }

    /// A measure of bench/measures.
    pub(crate) fn measure(&self, peer: &str, arguments: &[&str]) -> Peer {
        self.program(peer, "measures", arguments)
    }

    /// A script under boto3, if that is installed.
    pub(crate) fn boto3(&self, peer: &str, name: &str, arguments: &[&str]) -> Option<Peer> {
        self.boto3.as_ref().map(|python| self.under(python, peer, name, arguments))
    }

    /// A script under aioboto3, if that is installed.
    pub(crate) fn aioboto3(&self, peer: &str, name: &str, arguments: &[&str]) -> Option<Peer> {
        self.aioboto3.as_ref().map(|python| self.under(python, peer, name, arguments))
    }

    fn under(&self, python: &Python, peer: &str, name: &str, arguments: &[&str]) -> Peer {
        // `-B`: nothing is written beside the scripts.
        let mut all: Vec<OsString> = vec!["-B".into(), script(name).into()];
        all.extend(arguments.iter().map(OsString::from));
        Peer::new(peer, python.program(), all).with("AWS_DATA_PATH", &self.definitions)
    }
}
