// SPDX-License-Identifier: GPL-2.0-or-later

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.AnalyzerWrapper;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.QueryBuilder;
import org.apache.lucene.util.Version;

/**
 * Lucene as a peer; common.py says what its commands do.
 *
 * <pre>
 * index ARTICLES.tsv FOLDER
 * optimize FOLDER
 * query FOLDER QUERIES MODE REPEAT SECONDS [EACH]
 * totals FOLDER QUERIES LIMIT
 * version
 * </pre>
 *
 * The system property "stop" set to "stock" leaves out the stop words that
 * EnglishAnalyzer comes with; without it all words are kept, as by the others.
 */
public final class PeerLucene {
    private static final String TEXT = "text";
    private static final String ID = "id";
    private static final int PAGE = 10;
    private static final int FEWEST_QUERIES = 10;
    /** Passes over the queries before the measured ones: the JIT compiles. */
    private static final int WARM_UP_PASSES = 10;
    private static final double BUFFER_MB = 256;
    private static final int GAP = 100;

    private PeerLucene() {
    }

    /** English stemming, and no phrase from the title into the body. */
    private static Analyzer analyzer() {
        final Analyzer english =
            "stock".equals(System.getProperty("stop"))
                ? new EnglishAnalyzer()
                : new EnglishAnalyzer(CharArraySet.EMPTY_SET);
        return new AnalyzerWrapper(english.getReuseStrategy()) {
            @Override
            protected Analyzer getWrappedAnalyzer(String field) {
                return english;
            }

            @Override
            public int getPositionIncrementGap(String field) {
                return GAP;
            }
        };
    }

    private static IndexWriter writer(String folder) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig(analyzer());
        config.setRAMBufferSizeMB(BUFFER_MB);
        // One thread does all, merging as well.
        config.setMergeScheduler(new SerialMergeScheduler());
        config.setSimilarity(new BM25Similarity());
        return new IndexWriter(new MMapDirectory(Paths.get(folder)), config);
    }

    private static Document document(String line) {
        String[] columns = line.split("\t", 3);
        Document document = new Document();
        document.add(new BinaryDocValuesField(ID, new BytesRef(columns[0])));
        document.add(new TextField(TEXT, columns[1], Field.Store.NO));
        document.add(new TextField(TEXT, columns[2], Field.Store.NO));
        return document;
    }

    private static void index(String articles, String folder)
        throws IOException {
        Path path = Paths.get(articles);
        try (IndexWriter writer = writer(folder);
             BufferedReader lines =
                 Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            String line;
            while ((line = lines.readLine()) != null) {
                writer.addDocument(document(line));
            }
            writer.commit();
        }
    }

    private static void optimize(String folder) throws IOException {
        try (IndexWriter writer = writer(folder)) {
            writer.forceMerge(1);
            writer.commit();
        }
    }

    /** Asks one index in one mode. */
    private static final class Asker {
        private final IndexSearcher searcher;
        private final QueryBuilder builder = new QueryBuilder(analyzer());
        private final String mode;

        Asker(String folder, String mode) throws IOException {
            searcher = new IndexSearcher(
                DirectoryReader.open(new MMapDirectory(Paths.get(folder))));
            searcher.setSimilarity(new BM25Similarity());
            searcher.setQueryCache(null);
            this.mode = mode;
        }

        /** Null when stop words are all that is asked for. */
        private Query parse(String text) {
            switch (mode) {
            case "any":
                return builder.createBooleanQuery(TEXT, text,
                                                  BooleanClause.Occur.SHOULD);
            case "all":
                return builder.createBooleanQuery(TEXT, text,
                                                  BooleanClause.Occur.MUST);
            default:
                return builder.createPhraseQuery(TEXT, text);
            }
        }

        private String id(int number) throws IOException {
            List<LeafReaderContext> leaves =
                searcher.getTopReaderContext().leaves();
            LeafReaderContext leaf =
                leaves.get(ReaderUtil.subIndex(number, leaves));
            BinaryDocValues ids = leaf.reader().getBinaryDocValues(ID);
            ids.advanceExact(number - leaf.docBase);
            return ids.binaryValue().utf8ToString();
        }

        List<String> ask(String text) throws IOException {
            List<String> ids = new ArrayList<>(PAGE);
            Query query = parse(text);
            if (query != null) {
                for (ScoreDoc hit : searcher.search(query, PAGE).scoreDocs) {
                    ids.add(id(hit.doc));
                }
            }
            return ids;
        }

        int total(String text) throws IOException {
            Query query = parse(text);
            return query == null ? 0 : searcher.count(query);
        }
    }

    private static List<String> queries(String path) throws IOException {
        List<String> texts = new ArrayList<>();
        for (String line : Files.readAllLines(Paths.get(path))) {
            if (!line.trim().isEmpty()) {
                texts.add(line.trim());
            }
        }
        return texts;
    }

    /** Asks until the time is spent; gives how many queries that were. */
    private static int pass(List<String> texts, Asker asker, double seconds)
        throws IOException {
        long begin = System.nanoTime();
        int count = 0;
        for (String text : texts) {
            asker.ask(text);
            count++;
            if (count >= FEWEST_QUERIES && since(begin) > seconds) {
                break;
            }
        }
        return count;
    }

    /** Asks all several times, so that the JIT has compiled. */
    private static void warmUp(List<String> texts, Asker asker, double seconds)
        throws IOException {
        for (int pass = 0; pass < WARM_UP_PASSES; pass++) {
            pass(texts, asker, seconds / WARM_UP_PASSES);
        }
    }

    private static double since(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half]
                                      : (values[half - 1] + values[half]) / 2;
    }

    /** Milliseconds of each query. */
    private static double[] time(Asker asker, List<String> texts, int repeat)
        throws IOException {
        double[][] runs = new double[texts.size()][repeat];
        for (int run = 0; run < repeat; run++) {
            for (int number = 0; number < runs.length; number++) {
                long begin = System.nanoTime();
                asker.ask(texts.get(number));
                runs[number][run] = since(begin) * 1e3;
            }
        }
        return Arrays.stream(runs).mapToDouble(PeerLucene::median).toArray();
    }

    private static void query(Asker asker, List<String> texts, int repeat,
                              double seconds, String each)
        throws IOException {
        warmUp(texts, asker, seconds);
        long begin = System.nanoTime();
        int count = pass(texts, asker, seconds / 2);
        int most = (int) (seconds / 2 / since(begin));
        List<String> reached = texts.subList(0, count);
        double[] times =
            time(asker, reached, Math.max(1, Math.min(repeat, most)));
        int hits = 0;
        for (String text : reached) {
            hits += asker.ask(text).size();
        }
        if (each != null) {
            Files.write(Paths.get(each), Arrays.stream(times).mapToObj(
                value -> String.format(Locale.ROOT, "%.6f", value))
                .collect(Collectors.toList()));
        }
        print(times, hits);
    }

    /** The lines that `backfile bench` prints; percentiles by nearest rank. */
    private static void print(double[] times, int hits) {
        Arrays.sort(times);
        line("queries", "%d", times.length);
        line("hits", "%d", hits);
        line("mean", "%.6f", Arrays.stream(times).average().orElse(0));
        for (int percent : new int[] {50, 90, 99}) {
            int rank = (percent * times.length + 99) / 100;
            line("p" + percent, "%.6f", times[Math.max(rank, 1) - 1]);
        }
        line("max", "%.6f", times[times.length - 1]);
    }

    private static void line(String name, String format, Object value) {
        System.out.println(name + "\t"
                           + String.format(Locale.ROOT, format, value));
    }

    private static void totals(Asker asker, List<String> texts)
        throws IOException {
        for (String text : texts) {
            System.out.println(asker.total(text));
        }
    }

    private static void usage() {
        System.err.println("usage: PeerLucene "
                           + "index|optimize|query|totals|version ...");
        System.exit(2);
    }

    public static void main(String[] words) throws IOException {
        String command = words.length == 0 ? "" : words[0];
        switch (command) {
        case "index":
            index(words[1], words[2]);
            break;
        case "optimize":
            optimize(words[1]);
            break;
        case "query":
            query(new Asker(words[1], words[3]), queries(words[2]),
                  Integer.parseInt(words[4]), Double.parseDouble(words[5]),
                  words.length > 6 ? words[6] : null);
            break;
        case "totals":
            List<String> texts = queries(words[2]);
            int limit = Math.min(texts.size(), Integer.parseInt(words[3]));
            totals(new Asker(words[1], "all"), texts.subList(0, limit));
            break;
        case "version":
            System.out.println(Version.LATEST);
            break;
        default:
            usage();
        }
    }
}
