using WebConsole.Hypervisor.Forwards;

namespace WebConsole.Features.Networks.Forwards;

/// <summary>A port of the host, or several, that leads to a machine.</summary>
internal sealed record ForwardItem
{
    /// <summary>The UUID of the machine.</summary>
    public required Guid Machine { get; init; }

    public required string Protocol { get; init; }

    /// <summary>The host's address; missing for all of them.</summary>
    public string? HostAddress { get; init; }

    public required int HostPort { get; init; }
    public required int LastHostPort { get; init; }

    /// <summary>The MAC address of the card.</summary>
    public required string Card { get; init; }

    public string? Network { get; init; }

    /// <summary>The machine's address, which the network keeps.</summary>
    public string? Address { get; init; }

    /// <summary>The machine's port, or the first of several.</summary>
    public required int Port { get; init; }

    /// <summary><c>active</c>, <c>off</c>, <c>waiting</c>, <c>closing</c>, <c>failed</c>, <c>no-hook</c>, <c>no-card</c>, <c>no-address</c>, <c>taken</c>, <c>elsewhere</c> or <c>unknown</c>.</summary>
    public required string State { get; init; }

    /// <summary>The name of the machine to which the port leads instead, where it is <c>taken</c>.</summary>
    public string? TakenBy { get; init; }

    /// <summary>The address that the card has still, where the port leads <c>elsewhere</c>.</summary>
    public string? Has { get; init; }

    /// <summary>What the firewall's program said.</summary>
    public string? Error { get; init; }

    public static ForwardItem Of(MachineForward forward) => new()
    {
        Machine = forward.Of.Id.Uuid,
        Protocol = forward.What.Protocol,
        HostAddress = forward.What.Address,
        HostPort = forward.What.Port,
        LastHostPort = forward.What.LastPort,
        Card = forward.What.Card,
        Network = forward.Network,
        Address = forward.Address,
        Port = forward.What.To,
        State = forward.State.ToToken(),
        TakenBy = forward.TakenBy,
        Has = forward.Has,
        Error = forward.Error,
    };
}
