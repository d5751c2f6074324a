//! `far-end PAGES PER_PAGE LATENCY_MS OBJECT_BYTES`: serves on a free port of 127.0.0.1, which it prints.
#![forbid(unsafe_code)]

use std::{error::Error, io::Write as _, net::TcpListener, sync::Arc, time::Duration};

use far_end::{Shape, World, serve};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<usize> = std::env::args().skip(1).map(|number| number.parse()).collect::<Result<_, _>>()?;
    let [pages, per_page, latency, object] = arguments[..] else {
        return Err("usage: far-end PAGES PER_PAGE LATENCY_MS OBJECT_BYTES".into());
    };
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let mut out = std::io::stdout();
    writeln!(out, "{}", listener.local_addr()?.port())?;
    out.flush()?;
    let world = Arc::new(World::new(Shape { pages, per_page, object }));
    serve(&listener, &world, Duration::from_millis(latency.try_into()?))?;
    Ok(())
}
