//! The far end over HTTP.

use std::{
    io::{self, ErrorKind},
    net::TcpListener,
    sync::Arc,
    thread,
    time::Duration,
};

use crate::{connection, world::World};

/// Little is on the stack of a connection, and there can be a thousand.
const STACK: usize = 256 * 1024;

/// Answers on this listener for ever, with a thread for each connection.
///
/// # Errors
/// Where a connection can't be taken, or no thread started for it.
pub fn serve(listener: &TcpListener, world: &Arc<World>, latency: Duration) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept()?;
        let world = world.clone();
        thread::Builder::new().stack_size(STACK).spawn(move || {
            match connection::answer(stream, &world, latency) {
                // Clients end without a farewell.
                Err(error) if !matches!(error.kind(), ErrorKind::ConnectionReset | ErrorKind::BrokenPipe) => {
                    eprintln!("far end: {error}");
                }
                _ => {}
            }
        })?;
    }
}
