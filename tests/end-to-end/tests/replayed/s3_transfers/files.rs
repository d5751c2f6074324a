//! What a download into a file replaces, and what it refuses to.

use std::{error::Error as _, fs, io};

use aws_resources::s3::Downloaded;
use end_to_end::script::{Answer, Script};

use super::{error, object, ranged};

/// Downloads "hello" in three parts.
async fn download(path: &std::path::Path) -> Downloaded {
    let script = Script::by(|sent| ranged(sent, b"hello"));
    object(&script).download_file(path).part_size(2).await.unwrap()
}

/// `checklist 194`
#[tokio::test]
async fn what_is_no_file_is_refused_before_anything_is_requested() {
    let silent = Script::silent();
    let folder = tempfile::tempdir().unwrap();
    for (path, kind) in [
        (folder.path().to_owned(), io::ErrorKind::IsADirectory),
        (folder.path().join(".."), io::ErrorKind::IsADirectory),
        (folder.path().join("missing/file"), io::ErrorKind::NotFound),
    ] {
        let error = object(&silent).download_file(&path).await.unwrap_err();
        assert!(error.to_string().contains("can't be written"), "{error}");
        assert_eq!(error.source().unwrap().downcast_ref::<io::Error>().unwrap().kind(), kind, "{error}");
    }
    #[cfg(unix)]
    {
        let path = folder.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
        let error = object(&silent).download_file(&path).await.unwrap_err();
        assert!(error.to_string().contains("it is no regular file"), "{error}");
        assert!(!fs::symlink_metadata(&path).unwrap().is_file(), "it is what it was");
    }
}

#[tokio::test]
async fn a_failure_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, "as before").unwrap();
    let broken = Answer::http(200, "text/plain", "hel").header("content-length", "5");
    for answer in [error(404, "NoSuchKey"), broken] {
        object(&Script::new([answer])).download_file(&path).await.unwrap_err();
        assert_eq!(fs::read(&path).unwrap(), b"as before");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

#[tokio::test]
async fn a_panic_of_the_callers_code_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, "as before").unwrap();
    let script = Script::by(|sent| ranged(sent, b"hello"));
    let download = object(&script).download_file(&path).part_size(2).on_progress(|_| panic!("the bar broke"));
    let panic = tokio::spawn(download.into_future()).await.unwrap_err().into_panic();
    assert_eq!(panic.downcast_ref::<&str>(), Some(&"the bar broke"));
    assert_eq!(fs::read(&path).unwrap(), b"as before");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[tokio::test]
async fn a_name_may_be_as_long_as_any() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("n".repeat(255));
    let downloaded = download(&path).await;
    assert_eq!((downloaded.bytes, downloaded.e_tag.as_deref()), (5, Some("\"t\"")));
    assert_eq!(fs::read(&path).unwrap(), b"hello");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_stays_one() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("data")).unwrap();
    let (link, named) = (folder.path().join("current"), folder.path().join("data/real"));
    // Through two of them, to what isn't there yet, and then is.
    std::os::unix::fs::symlink("data/latest", &link).unwrap();
    std::os::unix::fs::symlink("real", folder.path().join("data/latest")).unwrap();
    for _ in 0..2 {
        download(&link).await;
        assert_eq!(fs::read_link(&link).unwrap(), std::path::Path::new("data/latest"));
        assert_eq!(fs::read(&named).unwrap(), b"hello");
        assert!(!fs::symlink_metadata(&named).unwrap().is_symlink());
    }
}

#[cfg(unix)]
#[tokio::test]
async fn permissions_are_taken_over() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    for mode in [0o600, 0o666, 0o755] {
        fs::write(&path, "as before").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        download(&path).await;
        assert_eq!(fs::read(&path).unwrap(), b"hello");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, mode);
    }
}
