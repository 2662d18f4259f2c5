// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.blobs;

import ai.starwhale.client.NotPermittedException;
import ai.starwhale.client.ProtocolException;
import ai.starwhale.client.UnavailableException;
import ai.starwhale.client.internal.http.Fetch;
import ai.starwhale.client.internal.http.Part;
import ai.starwhale.client.internal.http.Storage;
import ai.starwhale.client.internal.http.Storage.PartReader;
import ai.starwhale.client.internal.http.Time;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One blob of a Server: where it can be read, and how its storage answers ranges. A Server's own storage answers 200 to
 * them, without saying which part it gives; others answer 206; and some give everything. An answer of 200 is told from
 * its length, as long as exactly the bytes are asked for that are there for certain.
 */
final class Blob {
    /** What the storage makes of ranges. */
    private enum Ranges {
        UNKNOWN,
        HEEDED,
        IGNORED
    }

    private final String uri;
    private final Signer signer;
    private final Storage storage;
    private final Time time;
    private final ReadAhead readAhead;
    private final int most;
    private @Nullable SignedAddress signed;
    private volatile Ranges ranges = Ranges.UNKNOWN;

    /** Reads at most so many bytes ahead. */
    Blob(String uri, Signer signer, Storage storage, Time time, int most) {
        this.uri = uri;
        this.signer = signer;
        this.storage = storage;
        this.time = time;
        this.most = most;
        this.readAhead = new ReadAhead(most);
    }

    /** These bytes, from the window or else with a new window; one caller at a time, so that the others find them in it. */
    synchronized byte[] small(long offset, int size, Windows windows) {
        byte[] known = windows.get(uri, offset, size);
        if (known != null) {
            return known;
        }
        int ahead = readAhead.wanted(offset, size);
        byte[] read = null;
        while (read == null) {
            // No more than is there for certain, until it is clear how ranges are answered.
            int wanted = ranges == Ranges.UNKNOWN ? size : ranges == Ranges.IGNORED ? Math.max(size, most) : ahead;
            read = read(fetch(offset, wanted), part -> window(part, offset, size, wanted))
                    .orElse(null);
            if (read == null) {
                probe(offset);
            }
        }
        readAhead.read(offset, read.length);
        windows.put(uri, offset, read);
        return size == read.length ? read : Arrays.copyOf(read, size);
    }

    private Optional<byte[]> window(Part part, long offset, int size, int wanted) throws IOException {
        long before = before(part, offset, size, wanted);
        if (before < 0) {
            return Optional.empty();
        }
        skip(part, before, size);
        byte[] read = part.body().readNBytes(wanted);
        if (read.length < size) {
            throw tooShort(offset, size, read.length);
        }
        boolean isPart = offset > 0 && before == 0;
        if (part.length() == read.length) {
            part.seeEnd();
        } else if (isPart && part.length() < 0 && part.body().read() >= 0) {
            throw new ProtocolException(trouble() + "more came than the " + wanted + " bytes asked for", 0, null);
        }
        return Optional.of(read);
    }

    /** Opens a range of any size; -1 is to the end. */
    Part open(long offset, long size) {
        if (size < 0 && offset > 0 && ranges == Ranges.UNKNOWN) {
            probe(offset);
        }
        while (true) {
            Part part =
                    signed(address -> storage.open(new Fetch(uri, address, offset, size < 0 ? -1 : offset + size - 1)));
            boolean given = false;
            try {
                long before = before(part, offset, size, size);
                if (before >= 0) {
                    skip(part, before, size);
                    given = true;
                    return part;
                }
            } catch (IOException e) {
                throw new UnavailableException(String.valueOf(e.getMessage()), 0, e);
            } finally {
                if (!given) {
                    close(part);
                }
            }
            probe(offset);
        }
    }

    /** How many bytes of the answer come before those asked for; -1 where it cannot be told from the answer. */
    private long before(Part part, long offset, long size, long wanted) {
        if (part.isPartial()) {
            if (part.first() != offset || (size >= 0 && part.length() < size)) {
                throw new ProtocolException(
                        trouble() + "asked for " + size + " bytes from " + offset + ", it gives " + part.length()
                                + " from " + part.first(),
                        206,
                        null);
            }
            ranges = Ranges.HEEDED;
            return 0;
        }
        if (offset == 0) {
            return 0;
        }
        boolean isExact = size >= 0 && size == wanted && part.length() >= 0;
        if (isExact || (wanted >= 0 && part.length() > wanted)) {
            if (part.length() < size) {
                throw tooShort(offset, size, part.length());
            }
            // A whole blob is longer than what it holds behind its beginning.
            boolean isHeeded = part.length() == size && ranges != Ranges.IGNORED;
            ranges = isHeeded ? Ranges.HEEDED : Ranges.IGNORED;
        }
        return ranges == Ranges.UNKNOWN ? -1 : ranges == Ranges.HEEDED ? 0 : offset;
    }

    /** Finds out how ranges are answered, with one byte. */
    private void probe(long offset) {
        ranges = read(fetch(offset, 1), part -> {
            int count = part.isPartial() ? 1 : part.body().readNBytes(2).length;
            if (count == 0) {
                throw tooShort(offset, 1, 0);
            }
            return count == 1 ? Ranges.HEEDED : Ranges.IGNORED;
        });
    }

    private void skip(Part part, long before, long size) throws IOException {
        try {
            part.body().skipNBytes(before);
        } catch (EOFException e) {
            throw tooShort(before, size, 0);
        }
    }

    private Function<URI, Fetch> fetch(long offset, int size) {
        return address -> new Fetch(uri, address, offset, offset + size - 1);
    }

    private <T> T read(Function<URI, Fetch> fetch, PartReader<T> reader) {
        return signed(address -> storage.read(fetch.apply(address), reader));
    }

    /** A signature that is refused may have expired earlier than was asked for: another one is fetched, once. */
    private <T> T signed(Function<URI, T> get) {
        URI address = address(null);
        try {
            return get.apply(address);
        } catch (NotPermittedException refused) {
            return get.apply(address(address));
        }
    }

    private synchronized URI address(@Nullable URI refused) {
        SignedAddress present = signed;
        if (present == null || !present.isValid(time.now()) || present.address.equals(refused)) {
            present = SignedAddress.of(uri, signer, time.now());
            signed = present;
        }
        return present.address;
    }

    private ProtocolException tooShort(long offset, long size, long got) {
        return new ProtocolException(
                trouble() + "asked for " + size + " bytes from " + offset + ", " + got + " came", 0, null);
    }

    private String trouble() {
        return "cannot read blob '" + uri + "': ";
    }

    static void close(Part part) {
        try {
            part.close();
        } catch (IOException alreadyBroken) {
            // Nothing is read from it any more.
        }
    }
}
