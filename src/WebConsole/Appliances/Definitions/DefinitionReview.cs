namespace WebConsole.Appliances.Definitions;

/// <summary>What stands between a definition from elsewhere and a machine.</summary>
internal sealed record DefinitionReview
{
    /// <summary>What only an administrator may bring. If it is empty, operators may import the definition.</summary>
    public required IReadOnlyList<DefinitionFinding> ForAdministrators { get; init; }

    /// <summary>Disks whose volume must be chosen, by their targets (<c>vda</c>).</summary>
    public required IReadOnlyList<string> DisksToChoose { get; init; }

    /// <summary>Network cards whose network must be chosen: their places among the cards, from 0, and the names of what they were connected to.</summary>
    public required IReadOnlyList<(int Card, string Was)> NetworksToChoose { get; init; }

    public required bool NameIsTaken { get; init; }

    public required bool UuidIsTaken { get; init; }

    public required IReadOnlyList<string> MacAddressesTaken { get; init; }

    /// <summary>Whether all is answered, so that it can be defined by whoever may.</summary>
    public bool IsComplete => DisksToChoose.Count == 0 && NetworksToChoose.Count == 0 && !NameIsTaken && !UuidIsTaken;
}
