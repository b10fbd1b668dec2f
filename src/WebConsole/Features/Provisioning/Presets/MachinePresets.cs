using System.Collections.Immutable;
using System.Security.Claims;
using WebConsole.Access;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Security;
using WebConsole.Security.Sessions;

namespace WebConsole.Features.Provisioning.Presets;

/// <summary>Lists, saves and deletes presets, by what the user may do: own ones who may make machines on some host, those for all who may on every host.</summary>
public sealed partial class MachinePresets(PresetStore store, IAccess access, WebConsoleOptions options, ILoggerFactory loggers)
{
    private readonly ILogger _audit = loggers.CreateLogger(SecurityAudit.Category);

    public async Task<ImmutableArray<MachinePreset>> ListAsync(ClaimsPrincipal user, CancellationToken cancellationToken) =>
        MayHaveOwn(user) ? await store.ListAsync(user, cancellationToken).ConfigureAwait(false) : [];

    public bool MayHaveOwn(ClaimsPrincipal user) => Hosts().Any(host => access.May(user, Right.Configure, host));

    public bool MayChangeEverybodys(ClaimsPrincipal user) => access.MayOnEachHost(user, Right.Configure, options);

    /// <summary>Saves a preset; an answer says why not.</summary>
    public async Task<PresetRefusal?> SaveAsync(ClaimsPrincipal user, MachinePreset preset, CancellationToken cancellationToken)
    {
        if (WhyNot(user, preset.Of) is { } refusal)
            return refusal;
        if (PresetRules.NameMistake(preset.Name) is { } name)
            return new PresetRefusal("name", name);
        if (PresetRules.Mistakes(preset.Hardware) is { Count: > 0 } mistakes)
            return new PresetRefusal(mistakes.First().Key, mistakes.First().Value);
        if (!await store.SaveAsync(user, preset, cancellationToken).ConfigureAwait(false))
            return new PresetRefusal("name", $"There are {PresetRules.MostPresets} presets already: delete one first.");
        Saved(_audit, AuditText.OneLine(preset.Name), preset.Of, AuditText.OneLine(SessionPrincipal.NameOf(user)));
        return null;
    }

    /// <summary>Deletes a preset; an answer says why not.</summary>
    public async Task<PresetRefusal?> DeleteAsync(ClaimsPrincipal user, string name, PresetOwner of, CancellationToken cancellationToken)
    {
        if (WhyNot(user, of) is { } refusal)
            return refusal;
        if (!await store.DeleteAsync(user, name, of, cancellationToken).ConfigureAwait(false))
            return new PresetRefusal("name", "There is no such preset.") { IsUnknown = true };
        Deleted(_audit, AuditText.OneLine(name), of, AuditText.OneLine(SessionPrincipal.NameOf(user)));
        return null;
    }

    /// <summary>Why somebody may not change presets of an owner; <c>null</c> for who may.</summary>
    internal PresetRefusal? WhyNot(ClaimsPrincipal user, PresetOwner of) => of switch
    {
        PresetOwner.Person when MayHaveOwn(user) => null,
        PresetOwner.Everybody when MayChangeEverybodys(user) => null,
        PresetOwner.WebConsole => new PresetRefusal("name", "It comes with WebConsole, and can't be changed."),
        _ => new PresetRefusal("shared", "You may not do that.") { IsForbidden = true },
    };

    private IEnumerable<ObjectId> Hosts() => options.Hosts.Keys.Select(ObjectId.OfHost);

    [LoggerMessage(2411, LogLevel.Information, "Saved the preset {Preset} of {Owner} for {User}", EventName = "PresetSaved")]
    private static partial void Saved(ILogger log, string preset, PresetOwner owner, string user);

    [LoggerMessage(2412, LogLevel.Information, "Deleted the preset {Preset} of {Owner} for {User}", EventName = "PresetDeleted")]
    private static partial void Deleted(ILogger log, string preset, PresetOwner owner, string user);
}
