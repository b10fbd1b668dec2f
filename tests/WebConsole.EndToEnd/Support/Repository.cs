namespace WebConsole.EndToEnd.Support;

/// <summary>The path of the source tree of these tests.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    /// <summary><c>Debug</c> or <c>Release</c>: these tests lie in bin/CONFIGURATION/FRAMEWORK.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static string File(string path) => Path.Combine(Root, path);

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(directory.FullName, "WebConsole.sln")))
            directory = directory.Parent ?? throw new DirectoryNotFoundException("No WebConsole.sln above " + AppContext.BaseDirectory);
        return directory.FullName;
    }
}
