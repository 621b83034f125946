//! Mutated files and random bytes.

use std::fs;
use std::path::{Path, PathBuf};

use crate::random::Random;
use crate::readers::Target;

/// Larger inputs are cut: the time of one is to stay small, so that there are many.
const LARGEST: usize = 64 << 10;

pub(crate) fn corpus(target: &Target, folder: Option<PathBuf>) -> Vec<Vec<u8>> {
    let mut files: Vec<Vec<u8>> = target.texts.iter().map(|it| it.as_bytes().to_vec()).collect();
    for (folder, endings) in target.files {
        read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), endings, &mut files);
    }
    if let Some(folder) = folder {
        read(&folder, &[], &mut files);
    }
    files.sort();
    assert!(!files.is_empty(), "there is nothing to mutate");
    files
}

fn read(folder: &Path, endings: &[&str], files: &mut Vec<Vec<u8>>) {
    let entries = fs::read_dir(folder).expect("a folder").flatten().map(|it| it.path());
    for path in entries.collect::<Vec<PathBuf>>() {
        let ending = path.extension().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            read(&path, endings, files);
        } else if endings.is_empty() || endings.contains(&&*ending) {
            files.push(fs::read(&path).expect("a file"));
        }
    }
}

/// Random bytes, or a file with a few mutations, or parts of several files.
pub(crate) fn input(random: &mut Random, files: &[Vec<u8>], pieces: &[&str]) -> Vec<u8> {
    if random.below(16) == 0 {
        return (0..random.below(2000)).map(|_| random.below(256) as u8).collect();
    }
    let mut file = files[random.below(files.len())].clone();
    if file.len() > LARGEST {
        let start = random.below(file.len() - LARGEST);
        file = file[start..start + LARGEST].to_vec();
    }
    for _ in 0..=random.below(8) {
        mutate(random, &mut file, files, pieces);
    }
    file.truncate(2 * LARGEST);
    file
}

fn mutate(random: &mut Random, file: &mut Vec<u8>, files: &[Vec<u8>], pieces: &[&str]) {
    let start = random.below(file.len() + 1);
    let end = start + random.below((file.len() - start).min(300) + 1);
    match random.below(7) {
        0 => drop(file.drain(start..end)),
        1 => {
            let copy = file[start..end].repeat(1 + random.below(20));
            let at = random.below(file.len() + 1);
            file.splice(at..at, copy);
        }
        2 => {
            let other = &files[random.below(files.len())];
            let from = random.below(other.len() + 1);
            let to = from + random.below((other.len() - from).min(2000) + 1);
            file.splice(start..end, other[from..to].iter().copied());
        }
        3 => file[start..end].iter_mut().for_each(|it| *it = random.below(256) as u8),
        4 => {
            // Now and then so often that a reader must be bounded.
            let times = if random.below(50) == 0 { 5000 } else { 1 + random.below(3) };
            let piece = pieces[random.below(pieces.len())].repeat(times);
            file.splice(start..start, piece.into_bytes());
        }
        5 => {
            // Two lines change places.
            let mut lines: Vec<&[u8]> = file.split(|it| *it == b'\n').collect();
            let (one, other) = (random.below(lines.len()), random.below(lines.len()));
            lines.swap(one, other);
            *file = lines.join(&b'\n');
        }
        _ => file.truncate(start),
    }
}
