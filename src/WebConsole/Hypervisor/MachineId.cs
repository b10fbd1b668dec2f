using System.Diagnostics.CodeAnalysis;

namespace WebConsole.Hypervisor;

/// <summary>The identity of a machine everywhere: the configured name of its host and libvirt's UUID.</summary>
/// <param name="Host">A key of <c>WebConsole:Hosts</c>.</param>
/// <param name="Uuid">The domain's UUID, which a rename keeps.</param>
public readonly record struct MachineId(string Host, Guid Uuid)
{
    /// <summary><c>host/uuid</c>, lower case with hyphens, as in routes and messages.</summary>
    public override string ToString() => $"{Host}/{Uuid:D}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out MachineId id)
    {
        id = default;
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (slash <= 0 || !Guid.TryParseExact(text!.AsSpan(slash + 1), "D", out var uuid))
            return false;
        id = new MachineId(text![..slash], uuid);
        return true;
    }
}
