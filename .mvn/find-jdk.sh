# Sourced by mvnw and ordinal: exports a JAVA_HOME that is a JDK 25 or newer, and sets jdk_release. Looks at JAVA_HOME, then at java on the
# PATH, then in the usual places; a JDK says its version in its file "release", so no JVM has to start.

# Is this folder a JDK of at least version 25? Leaves the version in jdk_version, and the exact one in jdk_release.
is_jdk() {
    [ -r "$1/release" ] && [ -x "$1/bin/javac" ] || return 1
    jdk_version=0
    jdk_release=
    while IFS='=' read -r jdk_key jdk_value || [ -n "$jdk_key" ]; do
        case $jdk_key in
            JAVA_VERSION)
                jdk_value=${jdk_value#\"}
                jdk_version=${jdk_value%%[!0-9]*}
                ;;
            JAVA_RUNTIME_VERSION) jdk_release=$jdk_value ;;
        esac
    done <"$1/release"
    [ "${jdk_version:-0}" -ge 25 ]
}

# The first JDK 25 in the usual places, else the last newer one found there.
find_installed_jdk() {
    jdk_home=
    for jdk_candidate in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        "${HOME:-/nonexistent}"/Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-/nonexistent}"/.sdkman/candidates/java/* \
        "${HOME:-/nonexistent}"/.jdks/* "${HOME:-/nonexistent}"/.asdf/installs/java/* \
        "${HOME:-/nonexistent}"/.local/share/mise/installs/java/*; do
        if is_jdk "$jdk_candidate"; then
            jdk_home=$jdk_candidate
            [ "$jdk_version" -gt 25 ] || break
        fi
    done
    [ -n "$jdk_home" ] && is_jdk "$jdk_home"
}

if ! is_jdk "${JAVA_HOME:-}"; then
    jdk_home=$(command -v java) && jdk_home=$(readlink -f "$jdk_home" 2>/dev/null) || jdk_home=
    jdk_home=${jdk_home%/bin/java}
    if ! is_jdk "$jdk_home" && ! find_installed_jdk; then
        echo "Ordinal needs a JDK 25 or newer: install one (for example Eclipse Temurin 25) and let JAVA_HOME name its folder." >&2
        exit 4
    fi
    JAVA_HOME=$jdk_home
fi
export JAVA_HOME
