package dev.ordinal.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.ordinal.cel.FunctionTable.Param;
import java.util.List;

/** URLs, as the library {@code kubernetes.urls} of the API server has them. */
final class UrlLibrary extends FunctionLibrary {

    private static final Param<Url> URL = new Param<>(Url.TYPE, Url.class);
    private static final Param<String> TEXT = FunctionTable.STRING;
    private static final CelType STRING = SimpleType.STRING;
    private static final CelType QUERY = MapType.create(STRING, ListType.create(STRING));

    UrlLibrary() {
        super(
                "url",
                List.of(Url.TYPE),
                new FunctionTable()
                        .global(
                                "url",
                                "string_to_url",
                                Url.TYPE,
                                TEXT,
                                text -> UrlParser.parse(text)
                                        .orCelError("URL parse error during conversion from string: "))
                        .global(
                                "isURL",
                                "is_url_string",
                                SimpleType.BOOL,
                                TEXT,
                                text -> UrlParser.parseRequestUri(text).isValue())
                        .member("getScheme", "url_get_scheme", STRING, URL, Url::scheme)
                        .member("getHost", "url_get_host", STRING, URL, Url::host)
                        .member("getHostname", "url_get_hostname", STRING, URL, Url::hostname)
                        .member("getPort", "url_get_port", STRING, URL, Url::port)
                        .member("getEscapedPath", "url_get_escaped_path", STRING, URL, Url::escapedPath)
                        .member("getQuery", "url_get_query", QUERY, URL, Url::query));
    }
}
