use relations::Model;

#[derive(Model)]
#[many_to_many(tracks: Track, through = "entries", order_by(link.position))]
struct Playlist {
    id: i64,
}

#[derive(Model)]
struct Track {
    id: i64,
}

fn main() {}
