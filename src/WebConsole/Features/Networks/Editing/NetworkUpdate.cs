using System.Xml.Linq;
using Libvirt;
using WebConsole.Operations;

namespace WebConsole.Features.Networks.Editing;

/// <summary>A change of one part of a running network, which it takes without a restart.</summary>
/// <param name="Command">What is done.</param>
/// <param name="Section">To what kind of part.</param>
/// <param name="Address">In which of the network's addresses, from 0; -1 where it is in none.</param>
/// <param name="Part">The part; what is deleted as it stands.</param>
/// <param name="Was">What <paramref name="Part"/> takes the place of.</param>
internal sealed record NetworkUpdate(NetworkUpdateCommand Command, NetworkSection Section, int Address, XElement Part, XElement? Was = null)
{
    private string Xml => Part.ToString(SaveOptions.DisableFormatting);

    /// <summary>What takes it back.</summary>
    public NetworkUpdate Inverse => Command switch
    {
        NetworkUpdateCommand.Delete => this with { Command = NetworkUpdateCommand.AddLast },
        NetworkUpdateCommand.Modify => this with { Part = Was!, Was = Part },
        _ => this with { Command = NetworkUpdateCommand.Delete },
    };

    /// <summary>What it does, in the words of virsh.</summary>
    public string Words => $"{Verb} {NetworkUpdates.WordOf(Section)} {Xml}";

    /// <summary>Does it in the running network alone.</summary>
    public void Apply(Network network) => network.Update(Command, Section, Address, Xml, NetworkUpdateFlags.AffectLive);

    /// <summary>virsh's arguments for the same, without the network.</summary>
    public string Virsh(string network) =>
        $"net-update {network} {Verb} {NetworkUpdates.WordOf(Section)} {VirshCommand.Option("xml", Xml)}{(Address < 0 ? "" : $" --parent-index {Address}")} --live";

    private string Verb => Command switch
    {
        NetworkUpdateCommand.Delete => "delete",
        NetworkUpdateCommand.Modify => "modify",
        _ => "add-last",
    };
}
