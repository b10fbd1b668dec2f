using WebConsole.Hypervisor;

namespace WebConsole.Features.Machines.Reach;

/// <summary>One place on the way from a host's network to a machine's card, with how it is there.</summary>
/// <param name="Step">The stable word: <c>machine</c>, <c>link</c>, <c>network</c>, <c>tap</c>, <c>bridge</c>, <c>uplink</c>, <c>dhcp</c>, <c>lease</c>, <c>address</c>, <c>forwarding</c>, <c>filter</c>, <c>firewall</c>.</param>
/// <param name="State"><c>ok</c>, <c>wrong</c> or <c>unknown</c>.</param>
/// <param name="Words">How it is, for people. Names in it are untrusted.</param>
internal sealed record PathStep(string Step, string State, string Words)
{
    public const string Ok = "ok", Wrong = "wrong", Unknown = "unknown";

    /// <summary>What to do, for people; missing where nothing is to be done.</summary>
    public string? Advice { get; init; }

    /// <summary>The command that does or shows it on the host.</summary>
    public string? Command { get; init; }

    /// <summary>The action that mends it.</summary>
    public PathAction? Action { get; init; }
}

/// <summary>An action that mends a step.</summary>
/// <param name="On">What it is done to.</param>
/// <param name="Word">The action's name: <c>start</c>, <c>edit-device</c>.</param>
internal sealed record PathAction(ObjectId On, string Word)
{
    /// <summary>What a device is changed to: its cable plugged in.</summary>
    public const string LinkUp = "edit-device";
}
