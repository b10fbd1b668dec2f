namespace WebConsole.Hypervisor.Forwards;

/// <summary>
/// What is in force, a file for each machine, and why something is not. Root writes, everybody reads. A file is replaced as a
/// whole, so that nobody reads half of one.
/// </summary>
internal sealed class ForwardFiles(ForwardPlaces places)
{
    private const string Error = ".error";

    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Directories = ForAll | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const UnixFileMode ForRoot = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>What of a machine's is in force.</summary>
    public IReadOnlyList<ActiveForward> Read(Guid machine) =>
        TextOf(PathOf(machine)) is { } text ? [.. text.Split('\n').Select(ActiveForward.Read).OfType<ActiveForward>()] : [];

    /// <summary>What is in force, of all machines that have something.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<ActiveForward>> ReadAll() => Names().Select(Machine).OfType<Guid>().Distinct()
        .Select(machine => KeyValuePair.Create(machine, Read(machine))).Where(known => known.Value.Count > 0).ToDictionary();

    /// <summary>The machines of which something is in force, or could not be put in force.</summary>
    public IReadOnlySet<Guid> Machines() => Names().Select(name => Machine(name.EndsWith(Error, StringComparison.Ordinal) ? name[..^Error.Length] : name)).OfType<Guid>().ToHashSet();

    /// <summary>Why the forwards of a machine could not be put in force; <c>null</c> where they could.</summary>
    public string? ErrorOf(Guid machine) => TextOf(PathOf(machine) + Error);

    /// <summary>Makes the directory, in which nobody but its owner may write.</summary>
    public void Prepare()
    {
        Directory.CreateDirectory(places.Run, Directories);
        File.SetUnixFileMode(places.Run, Directories);
    }

    /// <summary>Writes down what of a machine's is in force now.</summary>
    public void Write(Guid machine, IReadOnlyList<ActiveForward> forwards)
    {
        if (forwards.Count == 0)
        {
            File.Delete(PathOf(machine));
        }
        else
        {
            var made = Write("new", string.Concat(forwards.Select(forward => forward.Write() + "\n")));
            File.SetUnixFileMode(made, ForAll);
            File.Move(made, PathOf(machine), overwrite: true);
        }
        File.Delete(PathOf(machine) + Error);
    }

    public void WriteError(Guid machine, string error)
    {
        File.WriteAllText(PathOf(machine) + Error, error);
        File.SetUnixFileMode(PathOf(machine) + Error, ForAll);
    }

    /// <summary>Writes a file of root's.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, string text)
    {
        var path = Path.Combine(places.Run, name);
        File.Delete(path);
        using var writer = new StreamWriter(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = ForRoot });
        writer.Write(text);
        return path;
    }

    /// <summary>
    /// Opens the file whose lock is whoever's turn it is. Who may read it could lock it, and keep libvirt from starting machines.
    /// </summary>
    /// <exception cref="IOException">Another process has it.</exception>
    public FileStream Lock()
    {
        var turn = new FileStream(Path.Combine(places.Run, "lock"), new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, UnixCreateMode = ForRoot });
        File.SetUnixFileMode(turn.SafeFileHandle, ForRoot);
        return turn;
    }

    private string PathOf(Guid machine) => places.FileOf(machine);

    private IReadOnlyList<string> Names()
    {
        try
        {
            return [.. new DirectoryInfo(places.Run).EnumerateFiles().Select(file => file.Name)];
        }
        catch (Exception error) when (error is DirectoryNotFoundException or UnauthorizedAccessException)
        {
            // Nothing has been put in force yet, or root has closed it.
            return [];
        }
    }

    private static Guid? Machine(string name) => Guid.TryParseExact(name, "D", out var machine) ? machine : null;

    private static string? TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
