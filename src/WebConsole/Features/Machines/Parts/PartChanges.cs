using System.Text.Json;
using System.Text.Json.Serialization;
using Libvirt.Xml;

namespace WebConsole.Features.Machines.Parts;

/// <summary>Changes of one part of a machine, which is an object of its own in the API; what is <c>null</c> stays.</summary>
public abstract record PartChanges
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Its name in the API.</summary>
    internal abstract string Part { get; }

    /// <summary>Whether a running machine gets it at its next start only.</summary>
    internal virtual bool IsForStart => true;

    /// <summary>Whether it names files of the host, or takes what others on it would miss, which is for those who configure the host.</summary>
    internal virtual bool ReachesHost => false;

    /// <summary>What stands in the audit log.</summary>
    internal string Audited => JsonSerializer.Serialize(WithoutTexts, GetType(), Json);

    /// <summary>The same without texts that may hold anything.</summary>
    private protected virtual PartChanges WithoutTexts => this;

    /// <summary>Applies the changes to a definition.</summary>
    internal abstract void Apply(DomainXml domain);

    /// <summary>Errors by their names in the API.</summary>
    internal IEnumerable<(string Argument, string? Mistake)> Mistakes(PartContext context) => Wrong(context).Select(check => ($"{Part}.{check.Field}", check.Mistake));

    /// <summary>What may go wrong and is done all the same, by the names in the API.</summary>
    internal IEnumerable<(string Argument, string? Text)> Warnings(PartContext context) => Doubts(context).Select(doubt => ($"{Part}.{doubt.Field}", doubt.Text));

    /// <summary>The same by the names of the fields.</summary>
    internal virtual IEnumerable<(string Field, string? Text)> Doubts(PartContext context) => [];

    /// <summary>virsh's commands, each with what stands behind the machine; those that it has none for are <c>edit</c>.</summary>
    /// <param name="running">The machine as it runs; <c>null</c> where it does not, or is left alone.</param>
    /// <param name="stands">Its definition for the next start.</param>
    internal virtual IEnumerable<(string Before, string After)> Lines(DomainXml? running, DomainXml stands) => [("edit", "")];

    /// <summary>Errors by the names of the fields.</summary>
    private protected abstract IEnumerable<(string Field, string? Mistake)> Wrong(PartContext context);
}
