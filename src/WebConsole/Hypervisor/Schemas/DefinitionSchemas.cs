using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Schemas.RelaxNg;

namespace WebConsole.Hypervisor.Schemas;

/// <summary>
/// libvirt's own schemas, as its package has put them on this machine. They say where a definition has a mistake, which libvirt does
/// not, and what may stand at a place. Whether a definition is taken, libvirt says. See docs/adr/0112.
/// </summary>
/// <param name="folder">Where they are.</param>
public sealed class DefinitionSchemas(string folder = DefinitionSchemas.Folder)
{
    public const string Folder = "/usr/share/libvirt/schemas";

    private readonly ConcurrentDictionary<ObjectKind, Lazy<Grammar?>> _grammars = [];

    /// <summary>What was checked last. A text may hold secrets, so that only its hash is kept.</summary>
    private volatile LastCheck? _last;

    /// <summary>Whether there is one for this kind: without libvirt's package there is none.</summary>
    public bool Has(ObjectKind kind) => Of(kind) is not null;

    /// <summary>Why a text is no XML; <c>null</c> if it is.</summary>
    public static SchemaProblem? Syntax(string text)
    {
        try
        {
            SafeXml.ParseWithLines(text);
            return null;
        }
        catch (XmlException error)
        {
            return Problem(error);
        }
    }

    /// <summary>What a definition has wrong, in the order of its lines: its syntax, and then what the schema does not know.</summary>
    public DefinitionCheck Check(ObjectKind kind, string text)
    {
        XElement root;
        try
        {
            root = SafeXml.ParseWithLines(text).Root!;
        }
        catch (XmlException error)
        {
            return new DefinitionCheck([Problem(error)], IsXml: false);
        }
        try
        {
            return new DefinitionCheck(Of(kind) is { } grammar ? SchemaCheck.Of(grammar, root) : [], IsXml: true);
        }
        catch (SchemaLimitException error)
        {
            return new DefinitionCheck([new SchemaProblem(1, 1, error.Message)], IsXml: true);
        }
    }

    /// <summary>As <see cref="Check"/>, on another thread: the first one reads the schema, and a large definition takes a while.</summary>
    public Task<DefinitionCheck> CheckAsync(ObjectKind kind, string text) => Task.Run(() => CheckOnce(kind, text));

    /// <summary>As <see cref="Check"/>; what was checked last is not checked again.</summary>
    public DefinitionCheck CheckOnce(ObjectKind kind, string text)
    {
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        if (_last is { } last && last.Kind == kind && last.Hash == hash)
            return last.Found;
        var found = Check(kind, text);
        _last = new LastCheck(kind, hash, found);
        return found;
    }

    /// <summary>What may stand at a place of a definition, sorted.</summary>
    public IReadOnlyList<string> Complete(ObjectKind kind, SchemaQuestion question) => Of(kind) is { } grammar ? SchemaCompletion.Of(grammar, question) : [];

    private Grammar? Of(ObjectKind kind) => _grammars.GetOrAdd(kind, static (kind, folder) => new Lazy<Grammar?>(() => Read(kind, folder)), folder).Value;

    private static Grammar? Read(ObjectKind kind, string folder)
    {
        var file = kind switch
        {
            ObjectKind.Machine => "domain.rng",
            ObjectKind.Network => "network.rng",
            ObjectKind.Pool => "storagepool.rng",
            ObjectKind.Filter => "nwfilter.rng",
            _ => null,
        };
        try
        {
            return file is null ? null : Grammar.Read(file, name => SafeXml.Parse(File.ReadAllText(Path.Combine(folder, Path.GetFileName(name)))));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or XmlException or NotSupportedException)
        {
            // Without one, libvirt's own check remains.
            return null;
        }
    }

    private static SchemaProblem Problem(XmlException error) => new(Math.Max(error.LineNumber, 1), Math.Max(error.LinePosition, 1), XmlMistake.Of(error));

    private sealed record LastCheck(ObjectKind Kind, string Hash, DefinitionCheck Found);
}
