using System.Security.Cryptography;
using System.Text.RegularExpressions;
using WebConsole.Operations;

namespace WebConsole.Appliances.Packages;

/// <summary>The digests of a package's files: lines such as <c>SHA256(disk.vmdk)= 9f86…</c>.</summary>
internal sealed partial class Manifest
{
    private const string Advice = "Transfer the file again, or export the machine again.";

    private readonly Dictionary<string, (string Algorithm, string Digest)> _files = [];

    private Manifest()
    {
    }

    /// <summary>All that a manifest may use.</summary>
    public static IReadOnlyList<HashAlgorithmName> Algorithms { get; } = [HashAlgorithmName.SHA256, HashAlgorithmName.SHA1, HashAlgorithmName.SHA512];

    /// <exception cref="OperationFailedException">It has a line that is not understood.</exception>
    public static Manifest Parse(string text)
    {
        var manifest = new Manifest();
        foreach (var line in text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            if (Line().Match(line) is not { Success: true } match || !manifest._files.TryAdd(match.Groups["name"].Value, (match.Groups["algorithm"].Value.ToUpperInvariant().Replace("SHA2-", "SHA", StringComparison.Ordinal), match.Groups["digest"].Value.ToUpperInvariant())))
                throw new OperationFailedException("The manifest is broken.", Advice);
        }
        return manifest;
    }

    /// <summary>The digests that a file needs.</summary>
    public IEnumerable<HashAlgorithmName> AlgorithmsOf(string name) => _files.TryGetValue(name, out var file) ? [new HashAlgorithmName(file.Algorithm)] : [];

    /// <param name="digests">Of the files that were read.</param>
    /// <param name="passedOver">Files of which only the names are known.</param>
    /// <exception cref="OperationFailedException">A file has another digest, or none here.</exception>
    public void Check(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> digests, IReadOnlySet<string> passedOver)
    {
        foreach (var (name, taken) in digests)
        {
            if (!_files.TryGetValue(name, out var file))
                throw new OperationFailedException($"The manifest does not name {name}.", Advice);
            if (taken.GetValueOrDefault(file.Algorithm) != file.Digest)
                throw new OperationFailedException($"{name} is not what the manifest says: it was damaged or changed.", Advice);
        }
        if (_files.Keys.FirstOrDefault(name => !digests.ContainsKey(name) && !passedOver.Contains(name)) is { } missing)
            throw new OperationFailedException($"The manifest names {missing}, which is missing.", Advice);
    }

    // OpenSSL 3 calls it SHA2-256. A name may have brackets of its own.
    [GeneratedRegex(@"^(?<algorithm>SHA1|SHA(2-)?(256|512))\s*\((?<name>.+)\)\s*=\s*(?<digest>[0-9a-f]{40,128})$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Line();
}
