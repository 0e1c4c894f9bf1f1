// Fetches the Maven distribution: java FetchMaven.java URL SHA256 FOLDER. The folder appears only when it is complete.

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.zip.ZipFile;

void main(String[] args) throws Exception {
    try {
        fetch(URI.create(args[0]), args[1], Path.of(args[2]));
    } catch (IOException e) {
        System.err.println("Maven cannot be fetched from " + args[0] + ": " + e);
        System.exit(1);
    }
}

void fetch(URI from, String expectedSum, Path folder) throws Exception {
    var work = Files.createTempDirectory(Files.createDirectories(folder.getParent()), "fetch");
    try {
        var zip = work.resolve("maven.zip");
        download(from, zip);
        var sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(zip)));
        if (!sum.equals(expectedSum)) {
            throw new IOException("SHA-256 is " + sum + ", expected " + expectedSum);
        }
        var unpacked = Files.createDirectory(work.resolve("unpacked"));
        unpack(zip, unpacked);
        unpacked.resolve("bin/mvn").toFile().setExecutable(true, false);
        try {
            Files.move(unpacked, folder);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(folder)) { // else another build was faster
                throw e;
            }
        }
    } finally {
        try (var files = Files.walk(work)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}

void download(URI from, Path to) throws IOException, InterruptedException {
    try (var client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(20))
            .build()) {
        var response = client.send(HttpRequest.newBuilder(from).build(), BodyHandlers.ofFile(to));
        if (response.statusCode() != 200) {
            throw new IOException("the server answered " + response.statusCode());
        }
    }
}

/** Unpacks the archive without its one top folder. */
void unpack(Path zip, Path folder) throws IOException {
    try (var archive = new ZipFile(zip.toFile())) {
        for (var entry : Collections.list(archive.entries())) {
            var name = entry.getName();
            var target = folder.resolve(name.substring(name.indexOf('/') + 1)).normalize();
            if (!target.startsWith(folder)) {
                throw new IOException("the archive holds " + name);
            }
            if (entry.isDirectory()) {
                Files.createDirectories(target);
            } else {
                Files.createDirectories(target.getParent());
                try (var in = archive.getInputStream(entry)) {
                    Files.copy(in, target);
                }
            }
        }
    }
}
