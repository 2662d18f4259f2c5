// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for {@code 127.0.0.1} and {@code localhost} that has signed itself, and its key. It is made by the JDK's
 * own {@code keytool}, once in the life of this process: so no key lies among the sources, none expires, and no library is
 * needed for it.
 */
final class SelfSigned {

    private static final String ALIAS = "server";

    private final X509Certificate certificate;
    private final SSLContext forServer;
    private final SSLContext forClients;

    private SelfSigned() {
        char[] password = UUID.randomUUID().toString().toCharArray();
        try {
            KeyStore keys = made(password);
            certificate = (X509Certificate) keys.getCertificate(ALIAS);

            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(keys, password);
            forServer = SSLContext.getInstance("TLS");
            forServer.init(own.getKeyManagers(), null, null);

            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            forClients = SSLContext.getInstance("TLS");
            forClients.init(null, trust.getTrustManagers(), null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no certificate can be made", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one of this process, which is made when it is first asked for. */
    static SelfSigned get() {
        return Holder.ONLY;
    }

    private static final class Holder {
        static final SelfSigned ONLY = new SelfSigned();
    }

    X509Certificate certificate() {
        return certificate;
    }

    SSLContext forServer() {
        return forServer;
    }

    /** Trusts this certificate and no other. */
    SSLContext forClients() {
        return forClients;
    }

    private static KeyStore made(char[] password) throws IOException, GeneralSecurityException {
        Path folder = Files.createTempDirectory("starwhale-testkit");
        Path file = folder.resolve("server.p12");
        try {
            keytool(file, password);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                keys.load(in, password);
            }
            return keys;
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    private static void keytool(Path file, char[] password) throws IOException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        ProcessBuilder command = new ProcessBuilder(
                tool,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                ALIAS,
                "-dname",
                "CN=starwhale-testkit",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass:env",
                "STORE_PASSWORD");
        command.environment().put("STORE_PASSWORD", new String(password));
        Process process = command.redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(tool + " made no certificate: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a certificate was made", e);
        } finally {
            process.destroy();
        }
    }
}
