using System.Collections.Immutable;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using WebConsole.Operations;
using WebConsole.Security.Sessions;

namespace WebConsole.Features.Provisioning.Presets;

/// <summary>Presets of people, and those for everybody, in <c>webconsole.db</c>. The callers look at names, hardware and rights.</summary>
public sealed class PresetStore(TaskDatabase database)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Those that the user may use: WebConsole's, everybody's, the user's own.</summary>
    public async Task<ImmutableArray<MachinePreset>> ListAsync(ClaimsPrincipal user, CancellationToken cancellationToken) =>
    [
        .. UsualPresets.All,
        .. await database.RunAsync(connection => connection.Query(
            "SELECT person, name, hardware FROM machine_presets WHERE person IN ('', $person) ORDER BY person, name",
            Read, ("$person", SessionPrincipal.PersonOf(user))), cancellationToken).ConfigureAwait(false),
    ];

    /// <summary>Keeps a preset; <c>false</c> where there are too many already.</summary>
    public Task<bool> SaveAsync(ClaimsPrincipal user, MachinePreset preset, CancellationToken cancellationToken) => database.RunAsync(connection =>
    {
        var person = PersonOf(user, preset.Of);
        var others = connection.Query("SELECT count(*) FROM machine_presets WHERE person = $person AND name <> $name", row => row.GetInt64(0), ("$person", person), ("$name", preset.Name))[0];
        if (others >= PresetRules.MostPresets)
            return false;
        connection.Execute("INSERT OR REPLACE INTO machine_presets (person, name, hardware) VALUES ($person, $name, $hardware)",
            ("$person", person), ("$name", preset.Name), ("$hardware", JsonSerializer.Serialize(preset.Hardware, Json)));
        return true;
    }, cancellationToken);

    /// <summary>Forgets a preset; <c>false</c> where there is none of that name.</summary>
    public Task<bool> DeleteAsync(ClaimsPrincipal user, string name, PresetOwner of, CancellationToken cancellationToken) => database.RunAsync(connection =>
        connection.Execute("DELETE FROM machine_presets WHERE person = $person AND name = $name", ("$person", PersonOf(user, of)), ("$name", name)) > 0, cancellationToken);

    private static string PersonOf(ClaimsPrincipal user, PresetOwner of) => of is PresetOwner.Everybody ? "" : SessionPrincipal.PersonOf(user);

    private static MachinePreset Read(SqliteDataReader row) =>
        new(row.GetString(1), row.GetString(0) is "" ? PresetOwner.Everybody : PresetOwner.Person, Hardware(row.GetString(2)));

    private static PresetHardware Hardware(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<PresetHardware>(json, Json) ?? new PresetHardware();
        }
        catch (JsonException)
        {
            // Somebody changed the file by hand.
            return new PresetHardware();
        }
    }
}
