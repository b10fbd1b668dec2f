using WebConsole.Hypervisor;

namespace WebConsole.Security.Sessions;

/// <summary>One sign-in that still holds. The cookie names it; only what stands here counts.</summary>
public sealed record Session : ISubjectType
{
    static ObjectKind ISubjectType.Kind => ObjectKind.Session;

    ObjectId ISubject.Id => ObjectId.Session(SessionPrincipal.PersonOf(this), Id);

    string ISubject.Name => $"{User} from {From}";

    string? ISubject.StateWord => null;

    public required Guid Id { get; init; }

    public required string User { get; init; }

    public required Role Role { get; init; }

    public required SignInMethod Method { get; init; }

    /// <summary>The address that signed in.</summary>
    public required string From { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>When it was last in use.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>What the account looked like at sign-in: another password or another expiry is another stamp.</summary>
    public string? AccountStamp { get; init; }
}
