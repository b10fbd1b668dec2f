using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Tests.Storage;
using Xunit;

namespace WebConsole.Tests.Provisioning;

/// <summary>A machine with an edited definition is made on a real libvirt, with the disk that its plan makes.</summary>
[Trait("Category", "Integration")]
[Collection(RealStorage.Collection)]
public sealed class RealMachineDefinitionTests : RealStorage
{
    private const string Machines = "/api/v1/machines/local";

    private Guid _pool;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var made = await DoAsync(HttpMethod.Post, "/api/v1/pools/local", new { type = "dir", name = "edited", path = $"{Root}/edited" });
        _pool = Guid.Parse(made.GetProperty("result").GetProperty("key").GetString()!);
    }

    public override async ValueTask DisposeAsync()
    {
        await ShellAsync("virsh -q undefine made-edited; virsh -q pool-destroy edited; virsh -q pool-undefine edited || true");
        await base.DisposeAsync();
    }

    [Fact]
    public async Task EditedDefinition_IsWhatIsDefined()
    {
        var machine = DomainXml.Parse((await CheckAsync(Asked(null))).GetProperty("definition").GetString()!);
        machine.Description = "pinned by hand";
        machine.Element.Add(XElement.Parse("<cputune><vcpupin vcpu='0' cpuset='0'/></cputune>"));
        var edited = machine.Element.ToString();

        // A processor that is pinned is one of the host's.
        var refused = await CheckAsync(Asked(edited), HttpStatusCode.BadRequest);
        Assert.Contains("domain/cputune", refused.GetProperty("errors").GetProperty("hostAccess")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, (await CheckAsync(Asked(edited, true))).GetProperty("virtInstall").ValueKind);
        await DoAsync(HttpMethod.Post, Machines, Asked(edited, true));

        var defined = DomainXml.Parse(await ShellAsync("virsh dumpxml --inactive made-edited"));
        Assert.Equal(("pinned by hand", machine.Uuid), (defined.Description, defined.Uuid));
        Assert.Equal("0", defined.Element.Element("cputune")!.Element("vcpupin")!.Attribute("cpuset")!.Value);
        Assert.Equal($"{Root}/edited/made-edited.qcow2", defined.Disks.Single().Source.File);
        Assert.Equal("", await ShellAsync($"test -f {Root}/edited/made-edited.qcow2"));
    }

    /// <summary>libvirt takes what its schema does not know, if it is told to, and leaves it out.</summary>
    [Fact]
    public async Task WhatTheSchemaDoesNotKnow_IsTakenOnPurpose()
    {
        var machine = DomainXml.Parse((await CheckAsync(Asked(null))).GetProperty("definition").GetString()!);
        machine.Element.Add(new XElement("vcpuz", 2));
        var edited = machine.Element.ToString();

        var refused = await CheckAsync(Asked(edited, true), HttpStatusCode.BadRequest);
        Assert.Contains("vcpuz", refused.GetProperty("errors").GetProperty("definition")[0].GetString(), StringComparison.Ordinal);
        await DoAsync(HttpMethod.Post, Machines, Asked(edited, true, true));

        Assert.Equal("shut off", await ShellAsync("virsh domstate made-edited"));
    }

    private object Asked(string? definition, bool? hostAccess = null, bool? againstSchema = null) => new
    {
        name = "made-edited",
        emulate = true,
        memory = 64 << 20,
        vcpus = 1,
        disks = new[] { new { pool = _pool, size = 1 << 20 } },
        networks = Array.Empty<object>(),
        start = false,
        definition,
        hostAccess,
        againstSchema,
    };

    private async Task<JsonElement> CheckAsync(object asked, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await Client.PostAsJsonAsync($"{Machines}?check=true", asked, TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }
}
