//! IronRDP as a client that logs on once, and as a server with one account.
//!
//!   ironrdp-peer client HOST PORT USER PASSWORD             prints CONNECTED, or the chain of errors; exit 0 or 1
//!   ironrdp-peer server PORT rdp|tls|nla CERT KEY USER PASSWORD   on 127.0.0.1
//!
//! It logs as IronRDP's programs do, to the standard error. SSLKEYLOGFILE takes the TLS secrets.

use std::future::{ready, Future, Ready};
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context as Waiting, Poll, Waker};
use std::time::Duration;

use anyhow::{bail, Context as _};
use ironrdp_acceptor::{accept_begin, accept_credssp, accept_finalize, Acceptor, BeginResult};
use ironrdp_async::bytes::BytesMut;
use ironrdp_async::{Framed, FramedRead, FramedWrite, StreamWrapper};
use ironrdp_connector::sspi::generator::NetworkRequest;
use ironrdp_connector::{sspi, ClientConnector, Config, ConnectorResult, Credentials, DesktopSize};
use ironrdp_pdu::nego::SecurityProtocol;
use ironrdp_pdu::rdp::capability_sets::{
    Bitmap, BitmapDrawingFlags, CapabilitySet, General, GeneralExtraFlags, Input, InputFlags, MajorPlatformType, Order,
    OrderFlags, OrderSupportExFlags, Pointer, VirtualChannel, VirtualChannelFlags,
};
use ironrdp_pdu::rdp::client_info;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use x509_cert::der::Decode as _;

const SIZE: DesktopSize = DesktopSize { width: 1024, height: 768 };
const SILENCE: Duration = Duration::from_secs(8);

fn main() {
    tracing_subscriber::fmt().with_max_level(tracing::Level::WARN).with_ansi(false).with_writer(io::stderr).init();
    rustls::crypto::ring::default_provider().install_default().expect("the first provider");
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words[..] {
        ["client", host, port, user, password] => client(host, port, user, password),
        ["server", port, security, certificate, key, user, password] => server(port, security, certificate, key, user, password),
        _ => {
            eprintln!("usage: ironrdp-peer client HOST PORT USER PASSWORD");
            eprintln!("       ironrdp-peer server PORT rdp|tls|nla CERT KEY USER PASSWORD");
            std::process::exit(2)
        }
    };
    if let Err(error) = done {
        tracing::error!("{error:#}");
        for (depth, cause) in error.chain().enumerate() {
            eprintln!("  {depth}: {cause:?}");
        }
        std::process::exit(1)
    }
}

fn client(host: &str, port: &str, user: &str, password: &str) -> anyhow::Result<()> {
    let tcp = TcpStream::connect((host, port.parse::<u16>()?)).context("TCP connect")?;
    tcp.set_read_timeout(Some(SILENCE))?;
    let mut connector = ClientConnector::new(config(user, password), tcp.local_addr()?);
    let mut framed = ironrdp_blocking::Framed::new(tcp);
    let upgrade = ironrdp_blocking::connect_begin(&mut framed, &mut connector).context("connect_begin (X.224)")?;

    let mut tls = rustls::ClientConfig::builder()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(AnyCertificate))
        .with_no_client_auth();
    tls.resumption = rustls::client::Resumption::disabled();
    tls.key_log = Arc::new(rustls::KeyLogFile::new());
    let session = rustls::ClientConnection::new(Arc::new(tls), ServerName::try_from(host.to_owned())?)?;
    let mut stream = rustls::StreamOwned::new(session, framed.into_inner_no_leftover());
    stream.flush().context("TLS handshake")?;
    let certificate = stream.conn.peer_certificates().and_then(|all| all.first()).context("no certificate")?;
    let key = public_key(certificate)?;

    let upgraded = ironrdp_blocking::mark_as_upgraded(upgrade, &mut connector);
    let mut framed = ironrdp_blocking::Framed::new(stream);
    let name = host.to_owned().into();
    ironrdp_blocking::connect_finalize(upgraded, connector, &mut framed, &mut NoNetwork, name, key, None)
        .context("connect_finalize")?;
    println!("CONNECTED");
    Ok(())
}

fn config(user: &str, password: &str) -> Config {
    Config {
        credentials: Credentials::UsernamePassword { username: user.to_owned(), password: password.to_owned() },
        domain: None,
        enable_tls: true,
        enable_credssp: true,
        keyboard_type: ironrdp_pdu::gcc::KeyboardType::IbmEnhanced,
        keyboard_subtype: 0,
        keyboard_layout: 0,
        keyboard_functional_keys_count: 12,
        ime_file_name: String::new(),
        dig_product_id: String::new(),
        desktop_size: SIZE,
        bitmap: None,
        client_build: 0,
        client_name: "peer".to_owned(),
        client_dir: String::new(),
        platform: MajorPlatformType::UNIX,
        enable_server_pointer: false,
        request_data: None,
        autologon: false,
        enable_audio_playback: false,
        compression_type: None,
        pointer_software_rendering: true,
        multitransport_flags: None,
        performance_flags: client_info::PerformanceFlags::default(),
        desktop_scale_factor: 0,
        hardware_id: None,
        license_cache: None,
        timezone_info: Default::default(),
        alternate_shell: String::new(),
        work_dir: String::new(),
    }
}

fn server(port: &str, security: &str, certificate: &str, key: &str, user: &str, password: &str) -> anyhow::Result<()> {
    let flags = match security {
        "rdp" => SecurityProtocol::empty(),
        "tls" => SecurityProtocol::SSL,
        "nla" => SecurityProtocol::HYBRID | SecurityProtocol::HYBRID_EX,
        _ => bail!("security is rdp, tls or nla, not {security}"),
    };
    let certificate = CertificateDer::from_pem_file(certificate).context("the certificate")?;
    let public = public_key(&certificate)?;
    let key = PrivateKeyDer::from_pem_file(key).context("the key")?;
    let tls = rustls::ServerConfig::builder().with_no_client_auth().with_single_cert(vec![certificate], key)?;
    let tls = Arc::new(tls);
    let account = client_info::Credentials { username: user.to_owned(), password: password.to_owned(), domain: None };
    for tcp in TcpListener::bind(("127.0.0.1", port.parse::<u16>()?))?.incoming() {
        let (tcp, tls, public, account) = (tcp?, tls.clone(), public.clone(), account.clone());
        std::thread::spawn(move || match serve(tcp, flags, tls, public, account) {
            Ok(()) => println!("session ended"),
            Err(error) => tracing::error!("{error:#}"),
        });
    }
    Ok(())
}

fn serve(
    tcp: TcpStream,
    flags: SecurityProtocol,
    tls: Arc<rustls::ServerConfig>,
    public: Vec<u8>,
    account: client_info::Credentials,
) -> anyhow::Result<()> {
    tcp.set_read_timeout(Some(Duration::from_secs(60)))?;
    let mut acceptor = Acceptor::new(flags, SIZE, capabilities(), Some(account));
    match at_once(accept_begin(Framed::<Blocking<TcpStream>>::new(tcp), &mut acceptor)).context("accept_begin")? {
        BeginResult::Continue(framed) => session(framed, &mut acceptor),
        BeginResult::ShouldUpgrade(tcp) => {
            let stream = rustls::StreamOwned::new(rustls::ServerConnection::new(tls)?, tcp);
            let mut framed = Framed::<Blocking<_>>::new(stream);
            acceptor.mark_security_upgrade_as_done();
            if flags.contains(SecurityProtocol::HYBRID) {
                let name = "peer".to_owned().into();
                at_once(accept_credssp(&mut framed, &mut acceptor, &mut NoNetwork, name, public, None))
                    .context("accept_credssp")?;
            }
            session(framed, &mut acceptor)
        }
    }
}

fn session<S: Read + Write>(framed: Framed<Blocking<S>>, acceptor: &mut Acceptor) -> anyhow::Result<()> {
    let (framed, _) = at_once(accept_finalize(framed, acceptor)).context("accept_finalize")?;
    println!("session");
    let (mut stream, _) = framed.into_inner();
    while stream.read(&mut [0; 4096]).is_ok_and(|count| count > 0) {}
    Ok(())
}

fn capabilities() -> Vec<CapabilitySet> {
    vec![
        CapabilitySet::General(General {
            extra_flags: GeneralExtraFlags::FASTPATH_OUTPUT_SUPPORTED,
            ..Default::default()
        }),
        CapabilitySet::Bitmap(Bitmap {
            pref_bits_per_pix: 32,
            desktop_width: SIZE.width,
            desktop_height: SIZE.height,
            desktop_resize_flag: true,
            drawing_flags: BitmapDrawingFlags::empty(),
        }),
        CapabilitySet::Order(Order::new(OrderFlags::empty(), OrderSupportExFlags::empty(), 2048, 224)),
        CapabilitySet::Pointer(Pointer { color_pointer_cache_size: 2048, pointer_cache_size: 2048 }),
        CapabilitySet::Input(Input {
            input_flags: InputFlags::SCANCODES | InputFlags::FASTPATH_INPUT_2,
            keyboard_layout: 0,
            keyboard_type: None,
            keyboard_subtype: 0,
            keyboard_function_key: 128,
            keyboard_ime_filename: String::new(),
        }),
        CapabilitySet::VirtualChannel(VirtualChannel { flags: VirtualChannelFlags::NO_COMPRESSION, chunk_size: None }),
    ]
}

fn public_key(certificate: &[u8]) -> anyhow::Result<Vec<u8>> {
    let certificate = x509_cert::Certificate::from_der(certificate).context("the certificate")?;
    let info = certificate.tbs_certificate.subject_public_key_info;
    Ok(info.subject_public_key.as_bytes().context("the public key")?.to_vec())
}

/// IronRDP's server side is asynchronous only. The streams here block, so a future is never left waiting.
fn at_once<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Waiting::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!("a blocking stream waits by itself"),
    }
}

struct Blocking<S>(S);

impl<S: Read> FramedRead for Blocking<S> {
    type ReadFut<'read>
        = Ready<io::Result<usize>>
    where
        Self: 'read;

    fn read<'a>(&'a mut self, buffer: &'a mut BytesMut) -> Self::ReadFut<'a> {
        let mut bytes = [0; 4096];
        ready(self.0.read(&mut bytes).inspect(|&count| buffer.extend_from_slice(&bytes[..count])))
    }
}

impl<S: Write> FramedWrite for Blocking<S> {
    type WriteAllFut<'write>
        = Ready<io::Result<()>>
    where
        Self: 'write;

    fn write_all<'a>(&'a mut self, bytes: &'a [u8]) -> Self::WriteAllFut<'a> {
        ready(self.0.write_all(bytes).and_then(|()| self.0.flush()))
    }
}

impl<S> StreamWrapper for Blocking<S> {
    type InnerStream = S;

    fn from_inner(stream: S) -> Self {
        Blocking(stream)
    }

    fn into_inner(self) -> S {
        self.0
    }

    fn get_inner(&self) -> &S {
        &self.0
    }

    fn get_inner_mut(&mut self) -> &mut S {
        &mut self.0
    }
}

/// Kerberos would ask a KDC; here is none.
struct NoNetwork;

impl sspi::network_client::NetworkClient for NoNetwork {
    fn send(&self, _: &NetworkRequest) -> sspi::Result<Vec<u8>> {
        Err(sspi::Error::new(sspi::ErrorKind::NoAuthenticatingAuthority, "no network"))
    }
}

impl ironrdp_async::NetworkClient for NoNetwork {
    async fn send(&mut self, _: &NetworkRequest) -> ConnectorResult<Vec<u8>> {
        Err(ironrdp_connector::general_err!("no network"))
    }
}

/// Every certificate is taken: the lab's are of its own making.
#[derive(Debug)]
struct AnyCertificate;

impl rustls::client::danger::ServerCertVerifier for AnyCertificate {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<rustls::client::danger::ServerCertVerified, rustls::Error> {
        Ok(rustls::client::danger::ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &rustls::DigitallySignedStruct,
    ) -> Result<rustls::client::danger::HandshakeSignatureValid, rustls::Error> {
        Ok(rustls::client::danger::HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &rustls::DigitallySignedStruct,
    ) -> Result<rustls::client::danger::HandshakeSignatureValid, rustls::Error> {
        Ok(rustls::client::danger::HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<rustls::SignatureScheme> {
        use rustls::SignatureScheme::*;
        vec![
            RSA_PKCS1_SHA1,
            ECDSA_SHA1_Legacy,
            RSA_PKCS1_SHA256,
            ECDSA_NISTP256_SHA256,
            RSA_PKCS1_SHA384,
            ECDSA_NISTP384_SHA384,
            RSA_PKCS1_SHA512,
            ECDSA_NISTP521_SHA512,
            RSA_PSS_SHA256,
            RSA_PSS_SHA384,
            RSA_PSS_SHA512,
            ED25519,
        ]
    }
}
