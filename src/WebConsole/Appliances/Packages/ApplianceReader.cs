using WebConsole.Appliances.Ovf;
using WebConsole.Operations;

namespace WebConsole.Appliances.Packages;

/// <summary>
/// Reads a package, an archive or a folder, once and forward, and gives each disk's bytes away while they arrive. Whether the
/// manifest holds is known only at the end: whoever takes the bytes must be able to throw them away.
/// </summary>
/// <param name="take">Takes the content of a disk or drive, unpacked. It may leave some unread.</param>
/// <param name="wants">Which contents are read at all; all where it is null. Nothing is known of those that are not.</param>
internal sealed class ApplianceReader(Func<Appliance, ApplianceFile, Stream, CancellationToken, Task> take, Func<ApplianceFile, bool>? wants = null)
{
    private const string Advice = "Export the machine again, or choose another file.";

    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _digests = [];
    private readonly HashSet<string> _passedOver = [], _found = [], _names = [];
    private readonly List<PackageEntry> _early = [];
    private readonly List<string> _unnamed = [];
    private Appliance? _appliance;
    private Manifest? _manifest;
    private bool _isDescribed;

    /// <summary>What the descriptor says, where it was read before: it may come after what it describes.</summary>
    public Appliance? Known { init => _appliance = value; }

    /// <param name="package">Its files; the descriptor must come before what is taken.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationFailedException">It is broken, incomplete, or not what its manifest says.</exception>
    public async Task<Appliance> ReadAsync(IAsyncEnumerable<PackageEntry> package, CancellationToken cancellation)
    {
        await foreach (var entry in package.WithCancellation(cancellation).ConfigureAwait(false))
            await ReadAsync(entry, cancellation).ConfigureAwait(false);
        if (_appliance is null || !_isDescribed)
            throw new OperationFailedException("There is no descriptor: no file whose name ends with .ovf.", Advice);
        foreach (var entry in _early)
            FileOf(entry);
        if (_appliance.Files.FirstOrDefault(file => _appliance.Uses(file) && !_found.Contains(file.Name)) is { } missing)
            throw new OperationFailedException(string.Join(' ', _unnamed.Select(NotNamed).Prepend($"{missing.Name} is missing.")), Advice);
        _manifest?.Check(_digests, _passedOver);
        return _appliance with { Remarks = [.. _appliance.Remarks, .. _unnamed.Select(NotNamed)] };
    }

    private async Task ReadAsync(PackageEntry entry, CancellationToken cancellation)
    {
        // Written once as in a URI, and once as it is, both would be the one file that the descriptor names.
        if (!_names.Add(Uri.UnescapeDataString(entry.Name)))
            throw new OperationFailedException($"{entry.Name} is in it under two names.", Advice);
        var kind = Path.GetExtension(entry.Name).ToUpperInvariant();
        if (kind is ".MF")
            _manifest = Manifest.Parse(await ApplianceText.ReadAsync(entry.Bytes, cancellation).ConfigureAwait(false));
        else if (kind is not (".CERT" or ".OVF") && _appliance is null && wants is not null)
        {
            _early.Add(entry);
            _passedOver.Add(entry.Name);
        }
        else if (kind is not (".CERT" or ".OVF") && (FileOf(entry) is not { } file || wants?.Invoke(file) == false))
            _passedOver.Add(entry.Name);
        else if (kind is not ".CERT")
            await ReadContentAsync(entry, kind is ".OVF", cancellation).ConfigureAwait(false);
    }

    private async Task ReadContentAsync(PackageEntry entry, bool isDescriptor, CancellationToken cancellation)
    {
        var bytes = new HashedBytes(entry.Bytes, _manifest?.AlgorithmsOf(entry.Name) ?? Manifest.Algorithms);
        await using var closed = bytes.ConfigureAwait(false);
        if (!isDescriptor)
            await TakeAsync(entry, bytes, cancellation).ConfigureAwait(false);
        else if (!_isDescribed)
            _appliance ??= OvfReader.Read(await ApplianceText.ReadAsync(bytes, cancellation).ConfigureAwait(false));
        else
            throw new OperationFailedException("There are two descriptors.", Advice);
        _isDescribed |= isDescriptor;
        await bytes.DrainAsync(cancellation).ConfigureAwait(false);
        _digests[entry.Name] = bytes.Digests;
    }

    private async Task TakeAsync(PackageEntry entry, HashedBytes bytes, CancellationToken cancellation)
    {
        if (FileOf(entry) is not { } file || !_appliance!.Uses(file))
            return;
        if (!file.Packed)
            await take(_appliance, file, bytes, cancellation).ConfigureAwait(false);
        else
        {
            var unpacked = new GzipBytes(bytes, file.Name, file.MostBytes ?? throw new OperationFailedException($"{file.Name} is packed, and how large its disk is stands nowhere.", Advice));
            await using var closed = unpacked.ConfigureAwait(false);
            await take(_appliance, file, unpacked, cancellation).ConfigureAwait(false);
            await unpacked.DrainAsync(cancellation).ConfigureAwait(false);
        }
    }

    private static string NotNamed(string name) => $"The descriptor does not name {name}.";

    /// <summary>The file of the descriptor; null for what somebody has packed beside, such as a text, which nothing here needs.</summary>
    private ApplianceFile? FileOf(PackageEntry entry)
    {
        if (_appliance is null)
            throw new OperationFailedException("The descriptor must be the first file.", "Pack the files again: the .ovf file first.");
        // Some name the file itself as the reference to it.
        var file = _appliance.Files.FirstOrDefault(file => file.Name == entry.Name || file.Name == Uri.UnescapeDataString(entry.Name));
        if (file is null)
        {
            _unnamed.Add(entry.Name);
            return null;
        }
        _found.Add(file.Name);
        return file.Length is { } announced && announced != entry.Length
            ? throw new OperationFailedException($"{file.Name} has another length than the descriptor says.", Advice) : file;
    }
}
