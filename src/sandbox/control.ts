import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { answerRefusals } from "./answer-refusals.ts";
import { controlRecords } from "./control-records.ts";
import { faultRule } from "./faults.ts";
import { jobFaultRule } from "./job-faults.ts";
import { pagePolicy, renderPage } from "./page.ts";
import { listPolicies } from "./policies.ts";
import { slaPolicies } from "./policy-kinds.ts";
import { readBodies } from "./read-bodies.ts";
import type { Sandbox } from "./sandbox.ts";
import { understood } from "./understood.ts";
import { webhookFaultRule } from "./webhook-faults.ts";
import { webhookOptions } from "./webhook-options.ts";

const faultsBody = z.strictObject({ faults: z.array(faultRule) });
const jobFaultsBody = z.strictObject({ faults: z.array(jobFaultRule) });
const webhooksBody = z.strictObject({ webhooks: z.array(webhookOptions) });

/** What the real Zendesk does not have: the page at /, and the control of the sandbox under /sandbox. */
export function serveControl(scope: FastifyInstance, sandbox: Sandbox): void {
  answerRefusals(scope);
  readBodies(scope);

  scope.get("/", (_request, reply) =>
    reply
      .type("text/html; charset=utf-8")
      .headers({ "content-security-policy": pagePolicy, "cache-control": "no-store" })
      .send(renderPage(sandbox)),
  );

  scope.get("/sandbox/state", () => ({
    organizations: sandbox.account.organizations.list(),
    organization_fields: sandbox.account.organizationFields.list(),
    tickets: sandbox.account.tickets.list(),
    sla_policies: listPolicies(slaPolicies(sandbox.account)),
    schedules: sandbox.account.schedules.list(),
    limits: sandbox.usage,
    faults: sandbox.faults,
    job_faults: sandbox.jobFaults,
    jobs: sandbox.jobs,
  }));
  scope.post("/sandbox/reset", (_request, reply) => {
    sandbox.reset();
    return reply.code(204).send();
  });

  scope.get("/sandbox/calls", () => ({ calls: sandbox.calls }));
  scope.delete("/sandbox/calls", (_request, reply) => {
    sandbox.forgetCalls();
    return reply.code(204).send();
  });

  scope.get("/sandbox/faults", () => ({ faults: sandbox.faults }));
  scope.put("/sandbox/faults", (request) => {
    sandbox.tellFaults(understood(faultsBody, request.body).faults);
    return { faults: sandbox.faults };
  });

  scope.get("/sandbox/jobs", () => ({ jobs: sandbox.jobs }));
  scope.get("/sandbox/job-faults", () => ({ faults: sandbox.jobFaults }));
  scope.put("/sandbox/job-faults", (request) => {
    sandbox.tellJobFaults(understood(jobFaultsBody, request.body).faults);
    return { faults: sandbox.jobFaults };
  });

  scope.get("/sandbox/webhooks", () => ({ webhooks: sandbox.webhooks, faults: sandbox.webhookFaults }));
  scope.put("/sandbox/webhooks", (request) => {
    sandbox.tellWebhooks(understood(webhooksBody, request.body).webhooks);
    return { webhooks: sandbox.webhooks };
  });
  scope.put("/sandbox/webhook-faults", (request) => {
    sandbox.tellWebhookFaults(understood(webhookFaultRule, request.body));
    return { faults: sandbox.webhookFaults };
  });
  scope.get("/sandbox/deliveries", () => ({ deliveries: sandbox.deliveries }));

  scope.delete("/sandbox/tokens", (_request, reply) => {
    sandbox.revokeTokens();
    return reply.code(204).send();
  });

  controlRecords(scope, sandbox);
}
