//! Slow and greedy clients on this machine, with limits that are small enough to wait for (S18).

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Instant;

use axum::extract::Request as AnyRequest;
use axum::routing::{get, post};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::oneshot;

use super::*;

const PERIOD: Duration = Duration::from_millis(400);
const LIMITS: Limits = Limits {
    head: Duration::from_millis(400),
    pace: Pace { period: PERIOD, least: 64 * 1024 },
    connections: 64,
    from_one_address: 4,
    farewell: Duration::from_millis(100),
    ..Limits::USUAL
};
/// More than all buffers on the way take.
const LARGE: usize = 64 << 20;

/// A body that sends something and then fails.
struct Broken(bool);

impl hyper::body::Body for Broken {
    type Data = axum::body::Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<io::Result<hyper::body::Frame<axum::body::Bytes>>>> {
        let begun = std::mem::replace(&mut self.0, true);
        Poll::Ready(Some(if begun { Err(io::Error::other("broken")) } else { Ok(hyper::body::Frame::data(vec![b'x'; 100_000].into())) }))
    }
}

struct Server {
    address: std::net::SocketAddr,
    _stop: oneshot::Sender<()>,
}

async fn server(proxies: &[&str]) -> Server {
    let large = axum::body::Bytes::from(vec![b'x'; LARGE]);
    let router = Router::new()
        .route("/large", get(|| async move { large }))
        .route("/broken", get(|| async { Body::new(Broken(false)) }))
        .route("/whole", get(|| async { vec![b'x'; 100_000] }))
        .layer(tower_http::compression::CompressionLayer::new())
        .route("/peer", get(|request: AnyRequest| async move { format!("{:?}", request.extensions().get::<Peer>()) }))
        .route(
            "/length",
            post(|body: Body| async {
                match axum::body::to_bytes(body, LARGE).await {
                    Ok(bytes) => bytes.len().to_string(),
                    Err(error) => format!("{error:?}"),
                }
            }),
        );
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let proxies = Proxies::new(proxies.iter().map(|block| block.parse().unwrap()).collect());
    tokio::spawn(async move {
        serve_within(LIMITS, listener, router, proxies, async {
            let _ = stopped.await;
        })
        .await
    });
    Server { address, _stop: stop }
}

impl Server {
    async fn ask(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        stream
    }
}

/// Everything that comes until the connection ends, and whether it ended in order.
async fn rest(mut stream: TcpStream) -> (Vec<u8>, bool) {
    let mut bytes = Vec::new();
    let ended = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut bytes)).await.expect("an end");
    (bytes, ended.is_ok())
}

const HEAD: &str = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_does_not_read_is_given_up() {
    let server = server(&[]).await;
    let stream = server.ask(&format!("GET /large{HEAD}\r\n")).await;
    tokio::time::sleep(PERIOD * 4).await;
    let (bytes, _) = rest(stream).await;
    assert!(bytes.len() < LARGE, "what the buffers held, and no more");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_reads_drop_by_drop_is_given_up() {
    let server = server(&[]).await;
    let mut stream = server.ask(&format!("GET /large{HEAD}\r\n")).await;
    let started = Instant::now();
    let mut drop = [0; 1024];
    // 10 kB a second, where 160 kB are asked for; the buffers hide it for a while, but not for ever.
    loop {
        tokio::time::sleep(Duration::from_millis(100)).await;
        // A reset takes away what was not read yet.
        if !matches!(stream.read(&mut drop).await, Ok(1..)) {
            break;
        }
        if started.elapsed() > PERIOD * 6 {
            break;
        }
    }
    let (bytes, _) = rest(stream).await;
    assert!(bytes.len() < LARGE - (1 << 20), "{}", bytes.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_pauses_but_keeps_up_gets_everything() {
    let server = server(&[]).await;
    let mut stream = server.ask(&format!("GET /large{HEAD}\r\n")).await;
    let (mut bytes, mut piece) = (0, vec![0; 16 << 20]);
    loop {
        tokio::time::sleep(PERIOD / 8).await;
        match stream.read(&mut piece).await.unwrap() {
            0 => break,
            read => bytes += read,
        }
    }
    assert!(bytes > LARGE, "head and body: {bytes}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_breaks_off_has_no_end() {
    let server = server(&[]).await;
    for encoding in ["identity", "gzip"] {
        for (path, expected) in [("/broken", false), ("/whole", true)] {
            let stream = server.ask(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: {encoding}\r\n\r\n")).await;
            let (bytes, _) = rest(stream).await;
            // Either it says its length, or its last piece is an empty one.
            let whole = String::from_utf8_lossy(&bytes).to_lowercase().contains("content-length") || bytes.ends_with(b"0\r\n\r\n");
            assert_eq!(whole, expected, "{encoding} {path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_stops_or_drips_is_given_up() {
    let server = server(&[]).await;
    let request = format!("POST /length{HEAD}Content-Length: 100000\r\n\r\n");
    let started = Instant::now();
    let (answer, _) = rest(server.ask(&request).await).await;
    assert!(String::from_utf8_lossy(&answer).contains("too slow"), "{}", String::from_utf8_lossy(&answer));
    assert!((PERIOD..PERIOD * 10).contains(&started.elapsed()), "{:?}", started.elapsed());

    let mut stream = server.ask(&request).await;
    let started = Instant::now();
    while started.elapsed() < PERIOD * 3 {
        tokio::time::sleep(PERIOD / 8).await;
        if stream.write_all(b"drip").await.is_err() {
            break;
        }
    }
    let (answer, _) = rest(stream).await;
    assert!(answer.is_empty() || String::from_utf8_lossy(&answer).contains("too slow"), "{}", String::from_utf8_lossy(&answer));
    assert!(!String::from_utf8_lossy(&answer).ends_with("100000"));

    let whole = format!("{request}{}", "x".repeat(100_000));
    let (answer, _) = rest(server.ask(&whole).await).await;
    assert!(answer.ends_with(b"100000"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn silent_clients_do_not_keep_others_waiting() {
    let server = server(&["127.0.0.1"]).await;
    let mut silent = Vec::new();
    for head in ["", "GET /peer HT", &format!("GET /large{HEAD}\r\n")] {
        for _ in 0..10 {
            silent.push(server.ask(head).await);
        }
    }
    let started = Instant::now();
    let (answer, _) = rest(server.ask(&format!("GET /peer{HEAD}\r\n")).await).await;
    assert!(answer.starts_with(b"HTTP/1.1 200"));
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    tokio::time::sleep(PERIOD * 4).await;
    for stream in silent {
        assert!(rest(stream).await.0.len() < LARGE);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn at_the_end_nobody_is_waited_for_without_end() {
    let server = server(&[]).await;
    let mut stream = server.ask(&format!("GET /large{HEAD}\r\n")).await;
    let (mut bytes, mut piece) = (stream.read(&mut [0; 1024]).await.unwrap(), vec![0; 1 << 20]);
    drop(server);
    // Quick enough not to be given up for being slow.
    while let Ok(read @ 1..) = stream.read(&mut piece).await {
        bytes += read;
        tokio::time::sleep(PERIOD / 8).await;
    }
    assert!(bytes < LARGE, "{bytes}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_address_has_so_many_connections_but_a_trusted_proxy_has_more() {
    for (trusted, most) in [(vec![], LIMITS.from_one_address), (vec!["127.0.0.0/8"], 20)] {
        let server = server(&trusted).await;
        let mut open = Vec::new();
        for _ in 0..20 {
            open.push(server.ask("GET /peer HTTP/1.1\r\nHost: localhost\r\n\r\n").await);
        }
        let mut answered = 0;
        for stream in open {
            answered += usize::from(rest(stream).await.0.starts_with(b"HTTP/1.1 200"));
        }
        assert_eq!(answered, most, "{trusted:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_address_of_a_client_is_what_a_trusted_proxy_says() {
    let request = format!("GET /peer{HEAD}X-Forwarded-For: 192.0.2.1, 198.51.100.7\r\n\r\n");
    for (trusted, expected) in [(vec![], "127.0.0.1"), (vec!["127.0.0.1"], "198.51.100.7")] {
        let (answer, _) = rest(server(&trusted).await.ask(&request).await).await;
        assert!(answer.ends_with(format!("Some(Peer({expected}))").as_bytes()), "{}", String::from_utf8_lossy(&answer));
    }
}
