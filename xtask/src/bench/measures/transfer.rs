//! Large objects of S3.

use std::{fs, io, path::Path};

use crate::{
    bench::{
        comparison::{Better, Comparison, OURS},
        lab::Lab,
        peer::Peer,
        rounds::rounds,
        server::Far,
    },
    guard,
};

const MILLISECONDS: usize = 20;
const BOTO3: &str = "boto3, transfer manager";
const MEBIBYTE: usize = 1024 * 1024;

pub(super) fn measure(lab: &Lab) -> Result<Comparison, String> {
    let size = lab.size(256, 32);
    let server = lab.server(Far { pages: 1, per_page: 1, milliseconds: MILLISECONDS, object: size * MEBIBYTE })?;
    let endpoint = server.endpoint();
    let (from, to) = (guard::target().join("upload.bin"), guard::target().join("download.bin"));
    let bytes: Vec<u8> = (0..=250_u8).cycle().take(size * MEBIBYTE).collect();
    fs::write(&from, &bytes).map_err(|error| failed(&from, &error))?;
    let (mut tables, mut aims) = (Vec::new(), Vec::new());
    for (way, caption, file) in [("up", "upload_file", &from), ("down", "download_file", &to)] {
        let file = file.to_string_lossy();
        let ours = lab.measure(OURS, &["transfer", way, "--endpoint", &endpoint, "--file", &file]);
        let mut peers = vec![ours];
        peers.extend(lab.boto3(BOTO3, "transfer.py", &[way, &endpoint, &file]));
        let peers: Vec<_> = peers.into_iter().map(|peer| peer.expecting("bytes", size * MEBIBYTE)).collect();
        let speed = |peer: &Peer| {
            // What another peer has left there proves nothing.
            _ = fs::remove_file(&to);
            let speed = peer.rate("bytes", "seconds")? / 1e6;
            if way == "down" && fs::read(&to).map_err(|error| failed(&to, &error))? != bytes {
                return Err(format!("{}: {} has downloaded something else", to.display(), peer.name));
            }
            Ok(speed)
        };
        let table = rounds(lab.rounds(5), caption, ("MB/s", Better::More), &peers, speed)?;
        aims.extend(table.aim(BOTO3, 1.0));
        tables.push(table);
    }
    for file in [from, to] {
        fs::remove_file(&file).map_err(|error| failed(&file, &error))?;
    }
    Ok(Comparison {
        title: "S3 transfers",
        about: format!(
            "A file of {size} MiB, in parts of 8 MiB, on one core and with the defaults of each: 8 parts at once here, \
             10 in boto3. Each answer comes {MILLISECONDS} ms after it was asked for. Both send a checksum of each part \
             that they upload, and sign it with its SHA-256, which boto3 leaves out where there is TLS. What is \
             downloaded is compared with what was served."
        ),
        tables,
        aims,
    })
}

fn failed(file: &Path, error: &io::Error) -> String {
    format!("{}: {error}", file.display())
}
