using WebConsole.Storage.Kinds;
using WebConsole.Operations;

namespace WebConsole.Features.Storage.Commands;

/// <summary>What <see cref="CreatePool"/> does, as virsh's commands. The secret is typed in when virsh asks for it.</summary>
internal static class NewPoolCommands
{
    public static IEnumerable<string> Of(CreatePool pool)
    {
        if (pool.Kind is not { } kind)
            yield break;
        var called = VirshCommand.OrMissing(pool.Target, "NAME");
        var name = VirshCommand.Option("pool", called);
        if (kind.SignsIn(pool.Asked))
        {
            yield return $"secret-define {VirshXml.Typed(PoolSecret.Definition(pool.Uuid, pool.Target, kind.Auth!))}";
            yield return $"secret-set-value {pool.Uuid:D} --interactive";
        }
        yield return IsSaidByOptions(pool.Asked) ? $"pool-define-as {VirshCommand.Option("name", called)} --type {kind.Type}{Options(pool, kind)}" : $"pool-define {VirshXml.Typed(pool.Definition())}";
        if (pool.Builds)
            yield return $"pool-build {name}{PoolBuilds.Option(kind.Build, pool.Erases)}";
        if (pool.Asked.Start ?? true)
            yield return $"pool-start {name}";
        if (pool.Asked.Autostart ?? true)
            yield return $"pool-autostart {name}";
    }

    // pool-define-as knows no ports, and one server and one device only.
    private static bool IsSaidByOptions(NewPool asked) =>
        (asked.SourceDevices?.Count ?? 0) < 2 && (asked.SourceHost is not { Length: > 0 } hosts || PoolPartRules.Hosts(hosts) is [] or [(_, null)]);

    private static string Options(CreatePool pool, PoolKind kind)
    {
        var asked = pool.Asked;
        var signsIn = kind.SignsIn(asked);
        return string.Concat(
            Option("source-host", asked.SourceHost), Option("source-path", asked.SourceDir), Option("source-dev", asked.Of("sourceDevices")), Option("source-name", asked.SourceName),
            Option("source-format", asked.Format), Option("adapter-name", asked.Adapter), Option("source-initiator", asked.Initiator),
            Option("auth-type", signsIn ? kind.Auth : null), Option("auth-username", signsIn ? asked.User : null), Option("secret-usage", signsIn ? PoolSecret.NameOf(pool.Uuid) : null),
            Option("target", kind.PathOf(asked with { Path = VirshCommand.OrMissing(asked.Path, "PATH"), SourceName = VirshCommand.OrMissing(asked.SourceName, "NAME") })));
    }

    private static string Option(string name, string? value) => value is null ? "" : $" {VirshCommand.Option(name, value)}";
}
