using WebConsole.Hosting.Files;
using WebConsole.Security.HostAccounts;
using static WebConsole.Text.ShellText;

namespace WebConsole.Hosting;

/// <summary>
/// The directory with all persistent state. Nobody else may read it: its keys let an attacker sign in as anybody.
/// </summary>
public static class StateDirectory
{
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Private = PrivateFile | UnixFileMode.UserExecute;

    /// <summary>
    /// The default directory: the one from systemd, <c>/var/lib</c> for root, otherwise the user's state directory.
    /// </summary>
    public static string Default()
    {
        if (Environment.GetEnvironmentVariable("STATE_DIRECTORY") is { Length: > 0 } service)
            return service.Split(':')[0];
        if (Environment.IsPrivilegedProcess)
            return "/var/lib/webconsole";
        var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } xdg && Path.IsPathFullyQualified(xdg)
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Path.Combine(state, "webconsole");
    }

    /// <summary>
    /// Creates the directory and its subdirectories and removes the permissions of others. Files that another user
    /// could have put there are not used: a forged sign-in link would let that user in.
    /// </summary>
    /// <exception cref="SettingsException">It can't be created, or others have access; nothing has been changed in
    /// it.</exception>
    public static void Prepare(string path)
    {
        path = Path.TrimEndingDirectorySeparator(path);
        try
        {
            Refuse(FileTrust.Problem(Path.GetDirectoryName(path) ?? "/"));
            Directory.CreateDirectory(path, Private);
            string[] directories = [path, Keys(path), Sessions(path), Links(path), Uploads(path), Conversions(path), Logs(path)];
            foreach (var directory in directories)
                Check(directory);
            Refuse(IsForSomethingElse(path) ? $"{path} is open to others and holds other things, which would be closed to them: name a directory of its own" : null);
            foreach (var directory in directories)
                MakePrivate(directory);
            // Check again: someone with write access to a parent directory could have replaced it since the first check.
            foreach (var directory in directories)
                Check(directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"WebConsole:StateDirectory: {path} can't be used: {exception.Message}"]);
        }
    }

    /// <summary>Checks a directory, if it exists, and the files in it.</summary>
    private static void Check(string directory)
    {
        if (FileFacts.Of(directory) is not { } facts)
            return;
        Refuse(facts.IsLink ? $"{directory} is a symbolic link: name the directory itself, or mount it there"
            : !facts.IsDirectory ? $"{directory} is no directory"
            : !facts.IsOurs ? $"{directory} belongs to {facts.OwnerName}, and WebConsole runs as {UnixAccounts.NameOf(FileNative.geteuid())}: " +
                $"run it as {facts.OwnerName}, use another directory, or check what is there, then run: chown -R {UnixAccounts.NameOf(FileNative.geteuid())}: {Quote(directory)}"
            : FileTrust.Problem(directory));
        foreach (var file in Directory.EnumerateFiles(directory))
            if (FileFacts.Of(file) is { } found)
                Refuse(!found.IsFile ? $"{file} is no plain file: take it away"
                    : found.Names > 1 ? $"{file} has another name elsewhere, whose file would be changed with it: take it away, or put a copy in its place"
                    : FileTrust.Problem(file));
    }

    /// <summary>Protects against a mistake such as <c>/etc</c>.</summary>
    private static bool IsForSomethingElse(string path) => (File.GetUnixFileMode(path) & ~Private) != 0 &&
        !Directory.Exists(Keys(path)) && Directory.EnumerateFileSystemEntries(path).Any();

    private static void MakePrivate(string directory)
    {
        Directory.CreateDirectory(directory, Private);
        if (File.GetUnixFileMode(directory) != Private)
            File.SetUnixFileMode(directory, Private);
        foreach (var file in Directory.EnumerateFiles(directory))
            if (FileFacts.Of(file) is { IsOurs: true } facts && (facts.Rights & ~PrivateFile) != 0)
                File.SetUnixFileMode(file, PrivateFile);
    }

    private static void Refuse(string? problem)
    {
        if (problem is not null)
            throw new SettingsException([$"WebConsole:StateDirectory: {problem}"]);
    }

    public static string Keys(string path) => Path.Combine(path, "keys");

    public static string Sessions(string path) => Path.Combine(path, "sessions");

    public static string Links(string path) => Path.Combine(path, "links");

    /// <summary>Unfinished uploads; their bytes are in the pools.</summary>
    public static string Uploads(string path) => Path.Combine(path, "uploads");

    /// <summary>Exists only while <see cref="CloudInit.IsoWriter"/> writes an image.</summary>
    public static string Seed(string path) => Path.Combine(path, "seed");

    /// <summary>Images while they are converted.</summary>
    public static string Conversions(string path) => Path.Combine(path, "conversions");

    /// <summary>The archive of osinfo-db that was imported.</summary>
    public static string OsArchive(string path) => Path.Combine(path, "osinfo-db");

    public static string Database(string path) => Path.Combine(path, "webconsole.db");

    /// <summary>Definitions as they were; see <see cref="WebConsole.History.HistoryDatabase"/>.</summary>
    public static string History(string path) => Path.Combine(path, "history.db");

    /// <summary>See <see cref="InstallationId"/>.</summary>
    public static string Installation(string path) => Path.Combine(path, "installation");

    /// <summary>The boots of hosts that WebConsole has seen.</summary>
    public static string Boots(string path) => Path.Combine(path, "boots");

    public static string Logs(string path) => Path.Combine(path, "logs");
}
