namespace WebConsole.Hosting;

/// <summary>The directory with everything that outlives the process. Nobody else may look into it: whoever reads its keys is everybody.</summary>
public static class StateDirectory
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Where it is when no setting says: systemd's word, <c>/var/lib</c> for root, else the user's own state.</summary>
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

    /// <summary>Makes the directory, or takes others' rights from it.</summary>
    /// <exception cref="SettingsException">It can't be made, or is not ours.</exception>
    public static void Prepare(string path)
    {
        try
        {
            Directory.CreateDirectory(path, Private);
            if (File.GetUnixFileMode(path) != Private)
                File.SetUnixFileMode(path, Private);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"WebConsole:StateDirectory: {path} can't be used: {exception.Message}"]);
        }
    }

    public static string Keys(string path) => Path.Combine(path, "keys");

    public static string Sessions(string path) => Path.Combine(path, "sessions");

    public static string Links(string path) => Path.Combine(path, "links");

    public static string Database(string path) => Path.Combine(path, "webconsole.db");

    public static string Logs(string path) => Path.Combine(path, "logs");
}
